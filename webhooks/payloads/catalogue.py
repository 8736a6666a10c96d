"""Every event that others may hear of, by its type."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType, ModuleType

import domain.commitments.events
import domain.conversations.events
import domain.goals.events
import domain.nudges.events
import domain.people.events
import domain.policy.events
import domain.records.events
import domain.scorecards.events
import domain.signals.events
import webhooks.events
from domain.events import Event
from webhooks.payloads.shape import PublicEvent

_TOLD_OF = (
    domain.goals.events,
    domain.conversations.events,
    domain.records.events,
    domain.commitments.events,
    domain.policy.events,
    domain.nudges.events,
    domain.people.events,
    domain.signals.events,
    domain.scorecards.events,
    webhooks.events,
)


def _public_events(module: ModuleType) -> Iterator[PublicEvent]:
    for each in vars(module).values():
        if (
            isinstance(each, type)
            and issubclass(each, Event)
            and (said := vars(each).get("public"))
        ):
            yield PublicEvent(each, said)


PUBLIC: Mapping[str, PublicEvent] = MappingProxyType(
    {each.name: each for module in _TOLD_OF for each in _public_events(module)}
)


def scopes_of(types: Collection[str]) -> frozenset[str]:
    """What whoever listens to these must hold."""
    return frozenset(PUBLIC[each].scope for each in types)
