"""A schema of our own through the same classes as the real one, so the edge is tested alone."""

from typing import Any

import httpx2
import orjson
import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from api.graphql.serving.budget import Budgets, Charge
from api.graphql.serving.charging import Charging
from api.graphql.serving.document import Document
from api.graphql.serving.documents import Reading
from api.graphql.serving.http import GraphQLEndpoint
from api.graphql.serving.reporting import ReportedSchema
from api.refusals import Code, Refused
from domain.errors import NotAllowed, NotFound


@strawberry.type
class Goal:
    title: str

    @strawberry.field
    def children(self, first: int | None = None) -> list["Goal"]:
        return [Goal(title="Child")] * min(first or 1, 3)

    @strawberry.field
    def parent(self) -> "Goal":
        return Goal(title="Parent")

    @strawberry.field
    def parts(self) -> list["Goal"]:
        return [Goal(title="Part")]


@strawberry.type
class GoalPage:
    nodes: list[Goal]
    total_count: int


@strawberry.type
class Query:
    @strawberry.field
    def word(self, of: str = "hello") -> str:
        return of

    @strawberry.field
    def goal(self) -> Goal:
        return Goal(title="Ship")

    @strawberry.field
    def goals(self, first: int | None = None, last: int | None = None) -> GoalPage:
        return GoalPage(nodes=[Goal(title="Ship")], total_count=(first or 0) + (last or 0))

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[Goal]:
        return [Goal(title=each) for each in ids]

    @strawberry.field
    def number(self, value: int) -> int:
        return value

    @strawberry.field
    def broken(self) -> str:
        raise ValueError("postgres at 10.0.0.7 says Omar earns 12000")

    @strawberry.field
    def wrong_type(self) -> int:
        return "Omar earns 12000"  # type: ignore[return-value]

    @strawberry.field
    def hidden(self) -> str:
        raise NotFound("There is no goal with that id", zh="找不到该目标", field="goal_id")

    @strawberry.field
    def forbidden(self) -> str | None:
        raise NotAllowed("Only HR may see this", zh="仅 HR 可见")

    @strawberry.field
    def slow(self) -> str | None:
        raise TimeoutError


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, title: str) -> str:
        return title


schema = ReportedSchema(Query, Mutation, extensions=[Charging, Reading])


class NoContext:
    """Whom the small schema does not need to know."""

    charge: Charge | None = None
    document: Document | None = None
    newly_read = False
    payer = None

    def has_planned(self, _operation: object) -> bool:
        return True

    def keep_plans(self, _operation: object) -> None:
        pass

    def require_points(self) -> None:
        pass

    def fine(self, points: int) -> None:
        pass

    def spend(self, points: int) -> Charge:
        self.charge = Budgets(refill=1_000).spend(None, points)
        return self.charge


async def context_of(request: Request) -> NoContext:
    if "authorization" not in request.headers:
        raise Refused(
            Code.UNAUTHENTICATED,
            "Sign in or send a token",
            zh="请登录或提供令牌",
            status=401,
            headers={"WWW-Authenticate": "Bearer"},
        )
    return NoContext()


small = Starlette(routes=[Route("/graphql", GraphQLEndpoint(schema, context_of))])


def client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=small),
        base_url="http://127.0.0.1",
        headers={"Authorization": "Bearer x", "Content-Type": "application/json"},
    )


async def ask(query: object, **rest: object) -> dict[str, Any]:
    """The answer to a document, as somebody who prefers the newer media type."""
    async with client() as http:
        answer = await http.post(
            "/graphql",
            content=orjson.dumps({"query": query, **rest}),
            headers={"Accept": "application/graphql-response+json"},
        )
    found: dict[str, Any] = orjson.loads(answer.content)
    return {"status": answer.status_code, **found}
