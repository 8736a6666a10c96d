"""Who signs for which endpoint. Keys are unsealed once in a turn, not once in a batch."""

from collections.abc import Collection, Mapping
from uuid import UUID

from domain.work import UnitOfWork
from webhooks.key import private_key
from webhooks.secret import EndpointSecret, active_secrets
from webhooks.signing import Signer


class Signers:
    """Of one company, for as long as one run lasts."""

    def __init__(self) -> None:
        self._key = ""
        self._made: dict[tuple[UUID, ...], Signer] = {}

    async def of(self, work: UnitOfWork, endpoint_ids: Collection[UUID]) -> Mapping[UUID, Signer]:
        """With the secrets that are active at this moment, the newest first."""
        theirs: dict[UUID, list[EndpointSecret]] = {each: [] for each in endpoint_ids}
        for secret in await active_secrets(work, endpoint_ids):
            theirs[secret.endpoint_id].append(secret)
        return {each: await self._of(work, kept) for each, kept in theirs.items()}

    async def _of(self, work: UnitOfWork, kept: Collection[EndpointSecret]) -> Signer:
        known = tuple(each.id for each in kept)
        if known not in self._made:
            self._key = self._key or await private_key(work)
            texts = [await each.text(work) for each in kept]
            self._made[known] = Signer.of(texts, self._key)
        return self._made[known]
