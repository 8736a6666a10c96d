"""What a resolver is given: `read` answers a root field, `run` carries out a command."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec, Self

import strawberry
from orjson import Fragment, dumps

from api.graphql.once import Once
from api.graphql.payload import Payload
from api.graphql.planner.arguments import Variables
from api.graphql.planner.kept import KeptPlans, memory
from api.graphql.planner.marks import Words, take_out
from api.graphql.planner.plan import Plan, Rights, Wanted, plan_of
from api.graphql.planner.roots import root
from api.graphql.push_quota import push_quota, rows_in
from api.graphql.serving.budget import Charge, budgets
from api.graphql.serving.document import Document
from api.principal import Principal
from api.scopes import seen_whole
from domain.errors import DomainError
from domain.viewer import parameters_of
from domain.work import UnitOfWork
from infra.reading import Connection
from tenants.audit.readings import note_reading
from tenants.work import Reading, open_reading, open_work

P = ParamSpec("P")


class Context:
    """One operation of one principal. A connection runs one statement at a time, hence the lock."""

    def __init__(self, principal: Principal, once: Once | None = None) -> None:
        self.principal = principal
        self.once = once
        actor = principal.actor
        self.rights = Rights(
            actor.roles, principal.scopes, actor.overview, via=actor.via_id is not None
        )
        self.charge: Charge | None = None
        self.document: Document | None = None
        self.newly_read = False
        self.plans = KeptPlans()
        roles = principal.actor.roles
        self._rights_as_values = {
            "roles": sorted(roles),
            "seen_whole": sorted(seen_whole(principal.scopes, roles)),
        }
        self._lock = asyncio.Lock()
        self._open = AsyncExitStack()
        self._reading: Reading | None = None

    @property
    def payer(self) -> Hashable:
        """Whose points it spends, and in whose turn it is planned."""
        return self.principal.payer

    def has_planned(self, operation: Hashable) -> bool:
        """Whether the plans of that operation are kept, for whoever has these rights."""
        return memory.knows((operation, self.rights))

    def keep_plans(self, operation: Hashable) -> None:
        """The plans of that operation are kept, those that are still to be made among them."""
        self.plans = memory.of((operation, self.rights), self.payer)

    def require_points(self) -> Self:
        """Itself. Raises Refused: RATE_LIMITED, where the principal has no point left at all."""
        budgets().require(self.payer)
        return self

    def fine(self, points: int) -> None:
        """Charge what led to nothing."""
        budgets().fine(self.payer, points)

    def spend(self, points: int) -> Charge:
        """Charge the operation to its principal. Raises Refused: RATE_LIMITED."""
        self.charge = budgets().spend(self.payer, points)
        return self.charge

    async def read(self, info: strawberry.Info) -> Fragment | None:
        """The planned answer to a root field, as JSON that is passed through unread."""
        plan, variables = await self._planned(info)
        async with self._lock:
            if self._reading is None:
                opened = open_reading(self.principal.place, self.principal.actor)
                self._reading = await self._open.enter_async_context(opened)
            found, words = await self._fetch(
                self._reading.connection, plan, variables, self._reading.now
            )
            if words:
                await self._leave_word(words)
            return found

    async def run(
        self,
        info: strawberry.Info,
        command: Callable[Concatenate[UnitOfWork, P], Awaitable[Any]],
        *args: P.args,
        **arguments: P.kwargs,
    ) -> Any:  # noqa: ANN401 - a fragment, in the place of whatever payload the field declares
        """Carry out a command; its payload is read in the same transaction, then both commit.

        A refusal rolls everything back and becomes the payload's `userErrors`.
        """
        rows = rows_in(arguments)

        async def carry_out(work: UnitOfWork) -> Any:  # noqa: ANN401 - whatever it gives back
            push_quota().require(work.tenant_id, rows)
            result = await command(work, *args, **arguments)
            push_quota().take(work.tenant_id, rows)
            return result

        return await self.run_after(info, _nothing, carry_out)

    async def run_after(
        self,
        info: strawberry.Info,
        beforehand: Callable[[], Awaitable[dict[str, Any]]],
        command: Callable[..., Awaitable[Any]],
        **arguments: object,
    ) -> Any:  # noqa: ANN401 - as `run`
        """As `run`, with further arguments that others are asked for before anything is opened.

        Rights are known before that, so that nobody makes us ask who may not.
        """
        raw = info._raw_info  # noqa: SLF001 - see `_planned`
        payload = await Payload.of(raw, self.rights, self.plans)
        await self.close()
        try:
            asked = await beforehand()
            async with open_work(self.principal.place, self.principal.actor) as work:
                if self.once and (told := await self.once.told_before(work, raw)):
                    return Fragment(told)
                result = await command(work, **arguments, **asked)
                await work.session.flush()
                shown = dumps(await payload.of_result(result, partial(self._shown, work)))
                if self.once:
                    await self.once.remember(work, raw, shown)
        except DomainError as refused:
            shown = dumps(payload.of_refusal(refused, self.principal.locale))
        return Fragment(shown)

    async def close(self) -> None:
        """Give the reading connection back. Called when the operation ends, and before a write."""
        self._reading = None
        await self._open.aclose()

    async def _planned(self, info: strawberry.Info) -> tuple[Plan, Variables]:
        raw = info._raw_info  # noqa: SLF001 - graphql-core's own info has the nodes
        field = raw.parent_type.fields[raw.field_name]
        wanted = Wanted(raw, field, raw.field_nodes, root)
        variables: Any = raw.variable_values
        return await plan_of(wanted, self.rights, self.plans), variables

    async def _shown(
        self, work: UnitOfWork, plan: Plan, variables: Variables, **result: object
    ) -> Fragment | None:
        session = await work.session.connection()
        driver: Any = (await session.get_raw_connection()).driver_connection
        found, words = await self._fetch(driver, plan, variables, now=work.now, **result)
        for each in words:
            note_reading(work, kind=each.kind, id=each.id, people=each.people)
        return found

    async def _leave_word(self, words: Iterable[Words]) -> None:
        """Kept before anything is shown, and while no other connection is held."""
        await self.close()
        async with open_work(self.principal.place, self.principal.actor) as work:
            for each in words:
                note_reading(work, kind=each.kind, id=each.id, people=each.people)

    async def _fetch(
        self,
        connection: Connection,
        plan: Plan,
        variables: Variables,
        now: datetime,
        **result: object,
    ) -> tuple[Fragment | None, Iterable[Words]]:
        """The answer, and whose words are in it, as far as they may be those of others."""
        known = {**parameters_of(self.principal.actor, now), **self._rights_as_values}
        values = plan.values(variables, {**known, "locale": self.principal.locale, **result})
        found = await connection.fetchval(plan.sql, *values)
        if found is None:
            return None, ()
        if not plan.marked:
            return Fragment(found), ()
        answer, words = take_out(found)
        return Fragment(answer), words


async def _nothing() -> dict[str, Any]:
    return {}
