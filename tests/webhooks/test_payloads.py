"""Every event that others may hear of is described, and is what its description says."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

import pytest
from jsonschema import Draft202012Validator

import worker  # noqa: F401 - every event is known to it
from api.scopes import OF_COMPANIES
from domain.base import new_id
from domain.events import Event, StoredEvent
from infra.settings import ROOT
from operate.webhooks_page import page
from tests.people import NOON
from webhooks.payloads.catalogue import PUBLIC
from webhooks.payloads.shape import PublicEvent

EVERY = pytest.mark.parametrize("public", PUBLIC.values(), ids=list(PUBLIC))


@EVERY
def test_the_example_is_what_the_schema_describes(public: PublicEvent) -> None:
    schema = public.schema()
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(public.example())) == []
    assert set(public.example()) == set(schema["properties"])
    assert None not in public.example().values()


@EVERY
def test_our_event_becomes_the_public_one(public: PublicEvent) -> None:
    """With the names it has now: a field that the code renames must be translated."""
    happened = _stored(public.event)
    told = public.of(happened)
    assert list(Draft202012Validator(public.schema()).iter_errors(told)) == []
    assert told["id"] == str(happened.subject_id)
    content = happened.content.values()
    assert all(value in content for name, value in told.items() if name != "id")


@EVERY
def test_it_is_said_in_both_languages_and_guarded_by_a_scope(public: PublicEvent) -> None:
    assert public.scope in OF_COMPANIES
    assert public.en
    assert any("一" <= letter <= "鿿" for letter in public.zh)


def test_every_event_that_says_so_is_told() -> None:
    """A module of events that the catalogue does not name would be silent."""
    known = [each for each in _kinds(Event) if "public" in vars(each)]
    assert {each.name for each in known} == set(PUBLIC)


def test_what_is_for_us_alone_is_hidden() -> None:
    assert set(PUBLIC["touchpoint.assigned"].example()) == {
        "id", "kind", "personId", "ownerId", "dueOn", "conversationId",
    }  # fmt: skip
    for public in PUBLIC.values():
        assert set(public.public.hides) <= set(public.event.model_fields)


def test_the_page_of_all_events_is_fresh() -> None:
    kept = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    assert kept == page(), "run ./tanlu schema"
    assert all(f"### `{each}`" in kept for each in PUBLIC)


def _kinds(kind: type[Event]) -> Iterator[type[Event]]:
    for each in kind.__subclasses__():
        if each.__module__.partition(".")[0] != "tests":
            yield each
        yield from _kinds(each)


def _stored(kind: type[Event]) -> StoredEvent:
    fields = {name: _value(name, each.annotation) for name, each in kind.model_fields.items()}
    event = kind.model_validate(fields)
    return StoredEvent(
        name=event.name,
        subject=event.subject,
        subject_id=event.subject_id,
        occurred_at=NOON,
        actor_kind="SYSTEM",
        content=event.model_dump(mode="json"),
    )


def _value(name: str, kind: Any) -> Any:  # noqa: ANN401 - an annotation and its value
    known = {int: 3, str: "WORD", list[str]: ["A"], list[UUID]: [new_id()]}
    if kind in known:
        return known[kind]
    if "UUID" in str(kind):
        return uuid5(UUID(int=0), name)
    return NOON.date()
