"""The directory as each request needs it: remembered, but never for longer than five seconds.

A suspended company is therefore shut out of every process within that time.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar
from uuid import UUID

from domain.errors import NotFound
from tenants.tenant import Tenant, find_tenant, tenant_of

K = TypeVar("K")

REMEMBERED_FOR = 5.0
"""Seconds."""
_AT_MOST = 10_000


class _Memory(Generic[K]):
    """What was found, and what was not, by key; the oldest goes first."""

    def __init__(self, find: Callable[[K], Awaitable[Tenant]]) -> None:
        self._find = find
        self._known: OrderedDict[K, tuple[float, Tenant | NotFound]] = OrderedDict()

    async def recall(self, key: K) -> Tenant:
        until, found = self._known.get(key, (0.0, None))
        if found is None or until <= time.monotonic():
            asked_at = time.monotonic()
            found = await self._ask(key)
            self._known[key] = (asked_at + REMEMBERED_FOR, found)
            self._known.move_to_end(key)
            if len(self._known) > _AT_MOST:
                self._known.popitem(last=False)
        if isinstance(found, NotFound):
            raise found
        return found

    def forget(self) -> None:
        self._known.clear()

    async def _ask(self, key: K) -> Tenant | NotFound:
        try:
            return await self._find(key)
        except NotFound as unknown:
            return unknown


_by_slug: _Memory[str] = _Memory(find_tenant)
_by_id: _Memory[UUID] = _Memory(tenant_of)


async def known_tenant(slug: str) -> Tenant:
    """As `find_tenant`, at most five seconds old. Do not change what it returns."""
    return await _by_slug.recall(slug)


async def known_tenant_of(tenant_id: UUID) -> Tenant:
    """As `tenant_of`, at most five seconds old. Do not change what it returns."""
    return await _by_id.recall(tenant_id)


def forget_directory() -> None:
    """Ask the database again, in this process: what a change of state does at once."""
    _by_slug.forget()
    _by_id.forget()
