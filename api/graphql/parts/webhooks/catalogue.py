"""What endpoints may hear of, for GraphQL."""

from typing import Self

import strawberry
from strawberry.scalars import JSON

from webhooks.payloads.catalogue import PUBLIC
from webhooks.payloads.shape import PublicEvent


@strawberry.type(
    description="An event that an endpoint may hear of. docs/webhooks.md has them all."
)
class WebhookEventType:
    type: str = strawberry.field(description="As an endpoint's `events` names it.")
    description: str = strawberry.field(description="In the reader's language.")
    scope: str = strawberry.field(description="What whoever listens must hold.")
    example: JSON = strawberry.field(description="The `data` of a body, made up.")
    schema: JSON = strawberry.field(description="JSON Schema (2020-12) of that `data`.")

    @classmethod
    def of(cls, public: PublicEvent, locale: str) -> Self:
        return cls(
            type=public.name,
            description=public.zh if locale == "zh-CN" else public.en,
            scope=public.scope,
            example=JSON(public.example()),
            schema=JSON(public.schema()),
        )


def _event_types(info: strawberry.Info) -> list[WebhookEventType]:
    locale = info.context.principal.locale
    return [WebhookEventType.of(each, locale) for each in PUBLIC.values()]


@strawberry.type
class WebhookCatalogueQueries:
    webhook_event_types: list[WebhookEventType] = strawberry.field(
        resolver=_event_types, description="As documented for everybody; needs no scope."
    )
