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
    """The plugin, or else the token: who it is that asks, where it is no person."""

    @property
    def payer(self) -> tuple[UUID, UUID | None]:
        """Whose points an operation spends: a person's or a plugin's, however many tokens they
        get, or else the token's own.
        """
        return self.place.tenant_id, self.actor.person_id or self.program_id
