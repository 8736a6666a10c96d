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
    token_id: UUID | None = None
    """The access token, if it was one."""

    @property
    def payer(self) -> tuple[UUID, UUID | None]:
        """Whose points an operation spends: a person's, however many tokens they make, or else
        the program's whose token it is.
        """
        return self.place.tenant_id, self.actor.person_id or self.token_id
