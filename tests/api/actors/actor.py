"""The ten kinds of actor, and a credential for each."""

from enum import StrEnum

from api.scopes import OF_COMPANIES, OF_PLUGINS


class Who(StrEnum):
    """Each with the letter by which the table names it."""

    EMPLOYEE = "E"
    """Whom it is about: Omar."""
    OTHER = "O"
    """A colleague who has nothing to do with it: Ivan."""
    MANAGER = "M"
    """Of the employee: Mei."""
    LINE = "L"
    """The manager's manager: Lin."""
    HR = "H"
    ADMIN = "A"
    PROGRAM = "P"
    """A token of an app with every scope and both roles, for which an admin of HR answers."""
    DELEGATED = "D"
    """A plugin with every scope that plugins get, acting for the first person who may."""
    PLUGIN = "G"
    """The same plugin, acting by itself."""
    LEAVER = "X"
    """Held both roles, and has left; the session is still there."""
    ENGINE = "I"
    """An AI engine. Nobody hands it a credential, so it is put behind the door."""


PEOPLE = "EOMLHA"
SCOPES = {who: OF_PLUGINS if who in {Who.DELEGATED, Who.PLUGIN} else OF_COMPANIES for who in Who}
"""What their credentials are good for."""
