"""Which systems can be connected, and what to fill in for each, for GraphQL."""

from typing import Any

import strawberry
from strawberry.scalars import JSON

from api.graphql.planner.planning import missing_scope
from api.graphql.planner.sources import SCOPE
from api.refusals import Locale
from api.scopes import Scope
from integrations.connector import Connector
from integrations.registry import CONNECTORS
from integrations.terms import Form, Texts, Way


@strawberry.type(description="One way to connect to a vendor.")
class VendorWay:
    way: str
    title: str
    why: str = strawberry.field(description="When one would choose it.")
    form: JSON = strawberry.field(
        description="JSON Schema of the settings to fill in; `format: password` marks secrets."
    )
    needs_consent: bool = strawberry.field(
        description="Whether the browser has to be sent to `consentPath` after connecting."
    )
    missing: str | None = strawberry.field(
        description="What whoever runs Tanlu has yet to set up for it."
    )


@strawberry.type(description="A system that Tanlu knows how to read.")
class Vendor:
    vendor: str
    title: str
    ways: list[VendorWay]
    options: JSON = strawberry.field(description="JSON Schema of `options` in `chooseSources`.")


def _vendors(info: strawberry.Info) -> list[Vendor]:
    principal = info.context.principal
    if Scope.CONNECTIONS_MANAGE not in principal.scopes:
        raise missing_scope(Scope.CONNECTIONS_MANAGE)
    return [_shown(connector, principal.locale) for connector in CONNECTORS.values()]


def _shown(connector: Connector, locale: Locale) -> Vendor:
    return Vendor(
        vendor=connector.vendor,
        title=_in(connector.title, locale),
        ways=[_way(connector, name, way, locale) for name, way in connector.ways.items()],
        options=_schema(connector.options, locale),
    )


def _way(connector: Connector, name: str, way: Way, locale: Locale) -> VendorWay:
    missing = connector.missing(name)
    return VendorWay(
        way=name,
        title=_in(way.title, locale),
        why=_in(way.why, locale),
        form=_schema(way.form, locale),
        needs_consent=way.by_consent,
        missing=None if missing is None else _in(missing, locale),
    )


def _schema(form: type[Form], locale: Locale) -> JSON:
    """As pydantic draws it, with the titles of the reader's language."""
    schema = form.model_json_schema()
    shown: dict[str, Any] = {**schema, "title": form.__name__}
    shown.pop("description", None)
    for field in shown.get("properties", {}).values():
        in_chinese = field.pop("titleZh", None)
        if locale == "zh-CN" and in_chinese:
            field["title"] = in_chinese
    return JSON(shown)


def _in(texts: Texts, locale: Locale) -> str:
    return texts.zh if locale == "zh-CN" else texts.en


@strawberry.type
class VendorQueries:
    vendors: list[Vendor] = strawberry.field(
        resolver=_vendors,
        metadata={SCOPE: Scope.CONNECTIONS_MANAGE},
        description="The systems that can be connected.",
    )
