"""What the asker may do, and so may give to a token, for GraphQL."""

import strawberry

from api.graphql.parts.plugins.views import ScopeSensitivity
from api.scopes import MEANINGS


@strawberry.type(description="Something that the asker's own access includes.")
class HeldScope:
    scope: str
    meaning: str = strawberry.field(description="What it opens, in the language of the request.")
    sensitivity: ScopeSensitivity


def _held(info: strawberry.Info) -> list[HeldScope]:
    asker = info.context.principal
    return [
        HeldScope(
            scope=scope,
            meaning=said.zh if asker.locale == "zh-CN" else said.en,
            sensitivity=ScopeSensitivity[said.sensitivity.name],
        )
        for scope, said in MEANINGS.items()
        if scope in asker.scopes
    ]


@strawberry.type
class HeldScopeQueries:
    held_scopes: list[HeldScope] = strawberry.field(
        resolver=_held, description="One's own; needs no scope. Nobody gives more to a token."
    )
