# ruff: noqa: S105 - the names of parameters, and no secrets
"""Which kinds of secret each address takes, in which part of a request: the whole table.

What is not in it is not taken: a secret of another kind is read as if it were missing. A test
walks every address with every kind and finds exactly these pairs.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from starlette.requests import Request

from tenants.credential import TOKENS_OF_COMPANIES, CredentialKind, accepted_kind


class Part(StrEnum):
    """Where in a request a secret stands; those below `ADDRESS` are parameters of that name."""

    BEARER = "Bearer"
    BASIC = "Basic"
    COOKIE = "cookie"
    """The one of the session."""
    ADDRESS = "address"
    ASSERTION = "client_assertion"
    CODE = "code"
    LINK = "link"
    REFRESH_TOKEN = "refresh_token"
    STATE = "state"
    TOKEN = "token"


Accepted = Mapping[Part, Collection[CredentialKind]]

_NOTHING: Accepted = {}
_SESSION: Accepted = {Part.COOKIE: {CredentialKind.SESSION}}
_OPERATOR: Accepted = {Part.BEARER: {CredentialKind.OPERATOR_TOKEN}}
_COMPANY: Accepted = {Part.BEARER: TOKENS_OF_COMPANIES, **_SESSION}
_CLIENT: Accepted = {
    Part.BASIC: {CredentialKind.CLIENT_SECRET},
    Part.ASSERTION: {CredentialKind.CLIENT_ASSERTION},
}

ACCEPTED: Mapping[str, Accepted] = {
    "/graphql": _COMPANY,
    "/graphql/schema.graphql": _COMPANY,
    "/": _SESSION,
    "/assets/{name}": _NOTHING,
    "/favicon.svg": _NOTHING,
    "/graphiql": _SESSION,
    "/graphiql/{name}": _NOTHING,
    "/sign-in/oidc": {Part.LINK: {CredentialKind.SIGN_IN_LINK}},
    "/sign-in/oidc/{provider:uuid}": _NOTHING,
    "/sign-in/oidc/{provider:uuid}/callback": _SESSION,
    "/oauth/authorize": _SESSION,
    "/oauth/token": {
        **_CLIENT,
        Part.CODE: {CredentialKind.AUTHORIZATION_CODE},
        Part.REFRESH_TOKEN: {CredentialKind.REFRESH_TOKEN},
    },
    "/oauth/revoke": {
        **_CLIENT,
        Part.TOKEN: {
            CredentialKind.PLUGIN_TOKEN,
            CredentialKind.DELEGATED_TOKEN,
            CredentialKind.REFRESH_TOKEN,
        },
    },
    "/.well-known/oauth-authorization-server": _NOTHING,
    "/.well-known/plugin-manifest/v1.json": _NOTHING,
    "/sign-in/second-factor/{deed:path}": _SESSION,
    "/sign-in/mail": _NOTHING,
    "/sign-in/companies": _SESSION,
    "/sign-in/companies/{tenant_id:uuid}": _SESSION,
    "/sign-in/{secret}": {Part.ADDRESS: {CredentialKind.SIGN_IN_LINK}, **_SESSION},
    "/sign-out": _SESSION,
    "/operator/tenants": _OPERATOR,
    "/operator/tenants/{slug}": _OPERATOR,
    "/operator/tenants/{slug}/suspend": _OPERATOR,
    "/operator/tenants/{slug}/resume": _OPERATOR,
    "/operator/tenants/{slug}/restore": _OPERATOR,
    "/operator/tenants/{slug}/domains/{domain}": _OPERATOR,
    "/operator/mail": {**_OPERATOR, Part.TOKEN: {CredentialKind.OPERATOR_TOKEN}},
    "/connect/{vendor}": _SESSION,
    "/callback/{vendor}": {Part.STATE: {CredentialKind.CONSENT_STATE}, **_SESSION},
    "/hooks/{vendor}/{key}": {Part.ADDRESS: {CredentialKind.HOOK_KEY}},
    "/policy-reports": _NOTHING,
    "/.well-known/webhook-keys/{tenant_id}": _NOTHING,
    "/livez": _NOTHING,
    "/startupz": _NOTHING,
    "/readyz": _NOTHING,
    "/metrics": _OPERATOR,
}


def accepted(request: Request, part: Part) -> Collection[CredentialKind]:
    """What the address that was asked takes in that part."""
    path = getattr(request.scope.get("route"), "path", "")
    return ACCEPTED.get(path, _NOTHING).get(part, ())


def taken(request: Request, part: Part, secret: str) -> str:
    """The secret, or nothing where it is of another kind than that part of the request takes."""
    return secret if accepted_kind(secret, accepted(request, part)) is not None else ""
