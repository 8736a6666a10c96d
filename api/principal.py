"""Who asks, for which tenant, with which rights."""

from dataclasses import dataclass

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
