"""Each event there is, and each mutation, is in the trail, or it is said why not."""

import pytest

import worker  # noqa: F401 - makes every event known
from api.graphql.schema import schema
from domain.events import Event
from tenants.audit.audited import AUDITED, ELSEWHERE, NOTED, Kept, kept_as
from tests.tenants.audit.mutations import DEEDS_OF, NO_DEED


def _all(kind: type[Event]) -> set[type[Event]]:
    return {kind}.union(*(_all(each) for each in kind.__subclasses__()))


EVENTS = sorted(
    (
        each
        for each in _all(Event)
        if "name" in vars(each) and not each.__module__.startswith(("tests.", "bench."))
    ),
    key=lambda each: each.name,
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_every_event_is_kept_or_it_is_said_why_not(event: type[Event]) -> None:
    kept = kept_as(event.name)
    assert kept is not None, f"Say in tenants/audit/audited.py what becomes of {event.name}"
    if isinstance(kept, Kept):
        assert set(kept.details) | set(kept.about) <= set(event.model_fields)


def test_nothing_is_kept_that_never_happens() -> None:
    names = {event.name for event in EVENTS}
    assert set(AUDITED) - names == set()
    assert [start for start in ELSEWHERE if not any(name.startswith(start) for name in names)] == []


def test_every_mutation_leaves_an_entry_or_it_is_said_why_not() -> None:
    mutations = set(schema._schema.mutation_type.fields)  # noqa: SLF001 - strawberry keeps it there
    assert mutations - set(DEEDS_OF) - set(NO_DEED) == set()
    assert (set(DEEDS_OF) | set(NO_DEED)) - mutations == set()
    assert set(DEEDS_OF) & set(NO_DEED) == set()
    kept = set(AUDITED) | NOTED
    assert {deed for deeds in DEEDS_OF.values() for deed in deeds} - kept == set()
