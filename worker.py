"""Where everything meets: what follows from each event, and every module that declares jobs."""

from collections.abc import Mapping, Sequence

from domain.events import Event
from tenants.reactions import Reaction, know_reactions

REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {}
"""From an event to the reactions to it, each run and retried alone."""


def know_everything() -> None:
    """Make reactions and jobs known to this process."""
    know_reactions(REACTIONS)
