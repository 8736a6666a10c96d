"""Documents that shape what others are told: checked when saved, answered when it happens."""

import asyncio
from collections.abc import Collection, Hashable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

import orjson
import strawberry
from orjson import Fragment

from api.graphql.context import Context
from api.graphql.errors import presented
from api.graphql.planner.arguments import Variables
from api.graphql.planner.kept import off_loop
from api.graphql.planner.plan import Plan
from api.graphql.schema import schema
from api.graphql.serving.budget import Charge
from api.graphql.serving.long_texts import read_beside
from api.graphql.shaping_rules import require_one_query, scopes_in, understood, without_forbidden
from api.principal import Principal
from domain.actor import Actor, ActorKind, Role
from domain.work import UnitOfWork
from infra.database import Place


class Shaping:
    """The schema, as `webhooks.documents` wants to know it."""

    def scopes_of(self, document: str) -> frozenset[str]:
        """Raises Invalid for what is no query of `$id` alone, or costs more than it may."""
        tree = understood(document)
        require_one_query(tree)
        return scopes_in(tree)

    async def scopes_beside(self, document: str, payer: Hashable) -> frozenset[str]:
        return await read_beside(payer, document, partial(self.scopes_of, document))

    async def answer(
        self,
        work: UnitOfWork,
        document: str,
        subject_id: UUID,
        *,
        scopes: Collection[str],
        roles: Collection[Role],
        overview: bool,
    ) -> Mapping[str, Any]:
        actor = Actor(kind=ActorKind.PLUGIN, roles=frozenset(roles), overview=overview)
        principal = Principal(Place.of(work.tenant_id), actor, frozenset(scopes))
        judge = partial(without_forbidden, document, principal.scopes)
        allowed, refused = await off_loop.run(work.tenant_id, judge)
        context = _InTheWork(principal, work)
        result = await schema.execute(
            allowed, variable_values={"id": str(subject_id)}, context_value=context
        )
        await context.at_rest()
        errors = [*refused.values(), *(result.errors or ())]
        answer: dict[str, Any] = {"data": result.data}
        if result.data is not None:
            answer["data"] = {**dict.fromkeys(refused), **result.data}
        if errors:
            request = str(work.causation_id)
            answer["errors"] = [presented(each, principal.locale, request) for each in errors]
        parsed: Mapping[str, Any] = orjson.loads(orjson.dumps(answer))
        return parsed


class _InTheWork(Context):
    """Reads in the transaction of the work, so that one worker needs one connection."""

    def __init__(self, principal: Principal, work: UnitOfWork) -> None:
        super().__init__(principal)
        self._work = work
        self._asked: set[asyncio.Task[Fragment | None]] = set()

    def spend(self, points: int) -> Charge:
        """Nobody waits for it, so nobody is asked for points."""
        self.charge = Charge(points, points, 0, 0.0)
        return self.charge

    async def read(self, info: strawberry.Info) -> Fragment | None:
        plan, variables = await self._planned(info)
        # Beside a field that is refused, graphql-core cancels the others; a statement that is
        # cancelled would take the work's connection with it.
        asked = asyncio.create_task(self._ask(plan, variables))
        self._asked.add(asked)
        return await asyncio.shield(asked)

    async def at_rest(self) -> None:
        """When no statement runs any more, whatever became of whoever asked."""
        if self._asked:
            await asyncio.wait(self._asked)

    async def _ask(self, plan: Plan, variables: Variables) -> Fragment | None:
        # What goes wrong in a statement must not take the work with it, either.
        async with self._lock, self._work.session.begin_nested():
            return await self._shown(self._work, plan, variables)
