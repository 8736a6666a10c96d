"""Who sees which kind of thing: one of each, which the employee and their manager have to do with.

The letters are those of `Who`. A plugin for a person acts for the first who sees it.
"""

from collections.abc import Mapping

from tests.api.actors.table.things_of_admins import OF_ADMINS
from tests.api.actors.table.things_said import SAID
from tests.api.actors.table.things_seen import SEEN
from tests.api.actors.thing import Thing

THINGS: Mapping[str, Thing] = {**OF_ADMINS, **SAID, **SEEN}
"""By the name of its type."""

NO_THING: Mapping[str, str] = {
    "adminNotices": "EOMLHAPDGI",
    "auditPeriod": "AP",
    "closedText": "",
    "heldScopes": "EOMLHAPDGI",
    "rateLimit": "EOMLHAPDGI",
    "secondFactor": "EOMLHA",
    "signInPolicy": "A",
    "vendors": "EOMLHAPI",
    "viewer": "EOMLHAD",
    "webhookEventTypes": "EOMLHAPDGI",
}
"""Root fields that lead to nothing with an id, or to oneself; who is answered more than null."""
