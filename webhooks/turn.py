"""One run's dealings with the database, while many endpoints of a company are served at once.

Each endpoint asks for its next batch when it has sent the one before. Those who ask while a
transaction is under way share the next one: it enters what came of all their attempts and takes
what is due to all of them. So a busy company costs a few transactions a second, not a few for
every endpoint, and a slow endpoint holds up no other.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from domain.work import UnitOfWork
from infra.together import Together
from tenants.jobs import Run
from tenants.work import open_work
from webhooks.batch import Batch, Sent, lock_endpoints, take_batches
from webhooks.due import endpoints_due, next_due
from webhooks.endpoint import Endpoint
from webhooks.settling import settle
from webhooks.signers import Signers
from webhooks.signing import Signer

_TAKES_WITHIN: Final = 2.0
"""Seconds of a run in which batches are taken. Short, because a run that is killed again and again
before its end is given up in time, and a new one begins with a clean slate."""
_STARTS_WITHIN: Final = 3.0
"""Seconds from the taking of a batch in which its attempts begin; the rest is taken anew. Rights
are looked at when it is taken, and a loss of one ends all within five seconds."""


@dataclass(frozen=True)
class Signed:
    """A batch, who signs it, and until when by the monotonic clock its attempts begin."""

    batch: Batch
    signer: Signer
    starts_until: float


_Answer: TypeAlias = Signed | Exception
_Again: TypeAlias = Callable[[UnitOfWork, datetime], None]


class Turn:
    """One run, how much of its time is left, and how it asks for the next one."""

    def __init__(self, run: Run, again: _Again) -> None:
        self._run = run
        self._again = again
        self._started = time.monotonic()
        self._signers = Signers()
        self._next = Together(self._answer_all)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._started + _TAKES_WITHIN

    def moment(self) -> datetime:
        """The run's moment, and the time that has passed since."""
        return self._run.now + timedelta(seconds=time.monotonic() - self._started)

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return open_work(self._run.place, self._run.actor, now=self.moment())

    async def begin(self) -> Collection[Signed | Sent]:
        """Each endpoint for which something is due: its first batch, or who is to ask for it."""
        due: Sequence[Sent] = ()
        try:
            async with self.work() as work:
                due = [Sent(each) for each in await endpoints_due(work)]
                return (await self._answer_in(work, due)).values()
        except Exception:
            # One endpoint's trouble is its own: the others ask without it.
            if not due:
                raise
            return due

    async def next(self, sent: Sent) -> Signed | None:
        """Enter what was sent and take what is due now; None if that is nothing."""
        answer = await self._next(sent)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _answer_all(self, asked: Sequence[Sent]) -> Mapping[Sent, _Answer]:
        with suppress(Exception):
            return await self._answer(asked)
        # One endpoint's trouble must not keep what came of another's attempts from the books.
        answers: dict[Sent, _Answer] = {}
        for each in asked:
            try:
                answers |= await self._answer([each])
            except Exception as error:  # noqa: BLE001 - whoever asked is told
                answers[each] = error
        return answers

    async def _answer(self, asked: Sequence[Sent]) -> Mapping[Sent, Signed]:
        async with self.work() as work:
            return await self._answer_in(work, asked)

    async def _answer_in(self, work: UnitOfWork, asked: Sequence[Sent]) -> Mapping[Sent, Signed]:
        starts_until = time.monotonic() + _STARTS_WITHIN
        endpoints = await lock_endpoints(work, [each.endpoint_id for each in asked])
        await settle(work, endpoints, asked)
        batches: Mapping[UUID, Batch] = {}
        if not self.is_over:
            batches = await take_batches(work, endpoints.values(), self._run.job_id)
        signers = await self._signers.of(work, batches) if batches else {}
        await self._leave(work, [each for each in endpoints.values() if each.id not in batches])
        return {
            each: Signed(batches[each.endpoint_id], signers[each.endpoint_id], starts_until)
            for each in asked
            if each.endpoint_id in batches
        }

    async def _leave(self, work: UnitOfWork, endpoints: Collection[Endpoint]) -> None:
        """Whoever comes next may serve them, when it is time for that."""
        for each in endpoints:
            if each.served_by == self._run.job_id:
                each.served_by = each.served_until = None
        await work.session.flush()
        if endpoints and (due := await next_due(work, [each.id for each in endpoints])):
            self._again(work, due)
