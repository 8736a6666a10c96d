"""Who asks, for which tenant, with which rights."""

from dataclasses import dataclass
from uuid import UUID

from api.refusals import Locale
from domain.actor import Actor
from infra.database import Place


@dataclass(frozen=True)
class Principal:
    """What a credential stands for. The tenant comes from it and from nowhere else."""

    place: Place
    actor: Actor
    scopes: frozenset[str]
    locale: Locale = "en"
    program_id: UUID | None = None
    """Who asks, where it is no person: the plugin, its delegation by a person, or the token."""
    session_id: UUID | None = None
    """Where they are signed in; None for a token."""

    @property
    def payer(self) -> tuple[UUID, UUID | None]:
        """Whose points an operation spends: a person's or a plugin's, however many tokens they
        get, or else the token's own. What acts for a person cannot use up the person's.
        """
        person_id = None if self.actor.via_id else self.actor.person_id
        return self.place.tenant_id, person_id or self.program_id
