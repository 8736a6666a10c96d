"""Which nudges a person may see: their own. HR also sees those that have no recipient yet.

That a nudge to somebody else exists HR sees by its touchpoint, not by its words.
"""

from sqlalchemy import Select, or_, select

from domain.actor import Role
from domain.nudges.nudge import Nudge
from domain.people.queries import own_id
from domain.viewer import Viewer


def visible_nudges(viewer: Viewer) -> Select[Nudge]:
    own = Nudge.recipient_id == own_id(viewer)
    if viewer.has(Role.HR):
        return select(Nudge).where(or_(own, Nudge.recipient_id.is_(None)))
    return select(Nudge).where(own)
