"""Asks the schema as somebody, in process: what a client would send and get."""

from typing import Any

import orjson

from api.graphql.context import Context
from api.graphql.schema import schema
from api.graphql.shaping import Shaping
from api.principal import Principal
from api.refusals import Locale
from api.scopes import Scope
from domain.actor import Actor
from infra.database import Place
from webhooks.documents import know_documents

know_documents(Shaping)

EVERY_SCOPE = frozenset(Scope)


class Asking:
    """One principal at the schema's door."""

    def __init__(
        self,
        place: Place,
        actor: Actor,
        *,
        scopes: frozenset[str] = EVERY_SCOPE,
        locale: Locale = "en",
    ) -> None:
        self.principal = Principal(place, actor, scopes, locale)

    async def ask(self, document: str, **variables: Any) -> Any:  # noqa: ANN401 - JSON
        """The answer's data. Errors fail the test."""
        answer = await self.answer(document, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refusals(self, document: str, **variables: Any) -> list[str]:  # noqa: ANN401 - JSON
        """The messages of the answer's errors."""
        answer = await self.answer(document, **variables)
        return [error["message"] for error in answer.get("errors", [])]

    async def answer(self, document: str, **variables: Any) -> Any:  # noqa: ANN401 - JSON
        context = Context(self.principal)
        result = await schema.execute(document, variable_values=variables, context_value=context)
        shown: dict[str, Any] = {"data": result.data}
        if result.errors:
            shown["errors"] = [error.formatted for error in result.errors]
        return orjson.loads(orjson.dumps(shown))
