"""Plugins in the company: what they say of themselves, what they were granted, for GraphQL."""

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, case, cast, false, func, literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH

from api.graphql.connection import Connection
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order, Row
from api.graphql.views import LOCALE, connection, found, localised, many, one, value, view
from api.scopes import MEANINGS, SEEN_WHOLE_BY_HR, Scope, Sensitivity
from integrations.plugins.installation import PluginInstallation, PluginManifest, PluginScope
from integrations.plugins.proving import FOR_A_PERSON
from integrations.plugins.queries import visible_installations
from integrations.plugins.states import InstallationState

strawberry.enum(InstallationState, name="PluginInstallationState", description="Where it stands.")


@strawberry.enum(description="How much of people's lives a scope opens.")
class ScopeSensitivity(Enum):
    ORDINARY = "ORDINARY"
    PERSONAL = "PERSONAL"
    PRIVATE = "PRIVATE"


_MEANINGS = literal(
    {scope.value: {"en": said.en, "zh-CN": said.zh} for scope, said in MEANINGS.items()}, JSONB()
)
_SENSITIVITIES = literal(
    {scope.value: Sensitivity(said.sensitivity).name for scope, said in MEANINGS.items()}, JSONB()
)


@view(PluginScope, name="PluginScope", scope=Scope.PLUGINS_MANAGE)
class PluginScopeView:
    """A scope that a plugin asks for, and why."""

    scope: str
    required: bool
    granted: bool
    reason: str = localised(
        lambda scope: scope.reason, description="Why, in the words of the plugin's publisher."
    )
    meaning: str = value(
        lambda scope: func.coalesce(_MEANINGS.op("->")(scope.scope).op("->>")(LOCALE), scope.scope),
        description="What it opens, in ours; the scope itself, if this version has it no more.",
    )
    sensitivity: ScopeSensitivity = value(
        lambda scope: func.coalesce(_SENSITIVITIES.op("->>")(scope.scope), Sensitivity.PRIVATE.name)
    )
    needs_hr: bool = value(
        lambda scope: scope.scope.in_(sorted(SEEN_WHOLE_BY_HR)),
        description="Whether only an administrator who is in HR can grant it.",
    )


def _said(*path: str, description: str | None = None) -> Any:  # noqa: ANN401 - as `value`
    return value(lambda row: _at(row, path).op("#>>")(_EMPTY), description=description)


def _listed(*path: str, description: str | None = None) -> Any:  # noqa: ANN401 - as `value`
    return value(lambda row: _at(row, path), description=description)


_EMPTY = cast(literal([], ARRAY(Text())), ARRAY(Text()))
_IN_LANGUAGE = cast(case((LOCALE == "zh-CN", '$[*]."zh-CN"'), else_="$[*].en"), JSONPATH())
_EVENT_TYPES = cast("$.events[*].types[*]", JSONPATH())


def _at(row: Row, path: tuple[str, ...]) -> ColumnElement[Any]:
    return func.jsonb_extract_path(row.content, *path, type_=JSONB())


@view(PluginManifest, name="PluginManifest", scope=Scope.PLUGINS_MANAGE)
class PluginManifestView:
    """What a plugin says of itself. What is approved is this text, by its hash."""

    sha256: str
    source_text: str
    version: str = _said("version")
    name: str = localised(lambda row: _at(row, ("name",)))
    summary: str = localised(lambda row: _at(row, ("summary",)))
    description: str | None = localised(lambda row: _at(row, ("description",)))
    publisher_name: str = _said("publisher", "name")
    publisher_url: str = _said("publisher", "url")
    support_email: str = _said("publisher", "supportEmail")
    security_email: str = _said("publisher", "securityEmail")
    privacy_url: str = _said("links", "privacy")
    homepage_url: str | None = _said("links", "homepage")
    terms_url: str | None = _said("links", "terms")
    base_url: str = _said("baseUrl", description="The one origin it lives at.")
    client_auth: str = _said(
        "auth", "clientAuth", description="private_key_jwt, or client_secret_basic."
    )
    acts_for_people: bool = value(
        lambda row: func.coalesce(_at(row, ("auth", "grants")).op("?")(FOR_A_PERSON), false()),
        description="It may ask people to let it act for them, each for themselves.",
    )
    stores: list[str] = _listed("dataAccess", "stores", description="What it keeps of the data.")
    regions: list[str] = _listed("dataAccess", "region", description="In which countries.")
    retention_days: int = _listed("dataAccess", "retentionDays", description="For how long.")
    subprocessors: list[str] = _listed("dataAccess", "subprocessors")
    egress: list[str] = _listed("egress", description="Whom else it talks to.")
    event_types: list[str] = value(
        lambda row: func.jsonb_path_query_array(row.content, _EVENT_TYPES),
        description="What it hears of.",
    )


@view(
    PluginInstallation,
    name="PluginInstallation",
    scope=Scope.PLUGINS_MANAGE,
    visible=visible_installations,
)
class PluginInstallationView(Node):
    """A plugin in this company, from the submitted manifest to the last trace."""

    plugin_id: str
    state: InstallationState
    manifest_url: str | None
    submitted_at: datetime
    approved_at: datetime | None
    activated_at: datetime | None
    ended_at: datetime | None
    manifest: PluginManifestView = one(
        lambda installation, manifest: manifest.id == installation.manifest_id
    )
    offered: PluginManifestView | None = one(
        lambda installation, manifest: (
            (manifest.id == installation.offered_id) & installation.offered_changes.is_not(None)
        ),
        description="A later version that asks for more, and waits for an admin.",
    )
    offered_changes: list[str] | None = value(
        lambda row: func.jsonb_path_query_array(row.offered_changes, _IN_LANGUAGE),
        description="What it would change; what it newly asks for comes first.",
    )
    scopes: list[PluginScopeView] = many(
        lambda installation, scope: scope.installation_id == installation.id,
        order=lambda scope: [scope.position],
    )
    submitted_by: PersonView = one(
        lambda installation, person: person.id == installation.submitted_by_id
    )
    approved_by: PersonView | None = one(
        lambda installation, person: person.id == installation.approved_by_id
    )


@strawberry.enum(description="Orders for installations of plugins.")
class PluginInstallationOrder(Enum):
    SUBMITTED_AT_DESC = "SUBMITTED_AT_DESC"


_ORDERS = {
    PluginInstallationOrder.SUBMITTED_AT_DESC: Order(
        lambda installation: installation.submitted_at, descending=True
    )
}


@strawberry.type
class PluginQueries:
    plugin_installations: Connection[PluginInstallationView] = connection(
        _ORDERS, description="For admins: plugins that are here, were here, or ask to come in."
    )
    plugin_installation: PluginInstallationView | None = found(
        lambda installation, given, _: installation.id == given["id"],
        by={"id": strawberry.ID},
    )
