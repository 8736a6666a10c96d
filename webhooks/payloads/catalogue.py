"""Every event that others may hear of, by its type."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from webhooks.payloads.endpoints import ENDPOINTS
from webhooks.payloads.goals import GOALS
from webhooks.payloads.people import PEOPLE, SIGNALS
from webhooks.payloads.policy import POLICY
from webhooks.payloads.promises import COMMITMENTS
from webhooks.payloads.shape import PublicEvent
from webhooks.payloads.talks import RECORDS, TALKS

PUBLIC: Mapping[str, PublicEvent] = MappingProxyType(
    {
        **GOALS,
        **TALKS,
        **RECORDS,
        **COMMITMENTS,
        **POLICY,
        **PEOPLE,
        **SIGNALS,
        **ENDPOINTS,
    }
)


def scopes_of(types: Collection[str]) -> frozenset[str]:
    """What whoever listens to these must hold."""
    return frozenset(PUBLIC[each].scope for each in types)
