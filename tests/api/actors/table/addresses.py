"""Who is let in at which address, by the credential they have; everybody else is a stranger there.

The letters are those of `Who`. What a secret of another kind opens, such as a link or a code, and
what takes more than a credential, such as the answer to a page of ours: `tests/api/credentials`.
"""

from collections.abc import Mapping

_SIGNED_IN = "EOMLHA"

ADDRESSES: Mapping[str, str] = {
    "GET /graphql": "EOMLHAPDG",
    "POST /graphql": "EOMLHAPDG",
    "GET /graphql/schema.graphql": "EOMLHAPDG",
    "GET /": _SIGNED_IN,
    "GET /assets/{name}": "",
    "GET /favicon.svg": "",
    "GET /graphiql": _SIGNED_IN,
    "GET /graphiql/{name}": "",
    "GET /sign-in/oidc": "",
    "POST /sign-in/oidc": "",
    "GET /sign-in/oidc/{provider:uuid}": "",
    "GET /sign-in/oidc/{provider:uuid}/callback": "",
    "GET /oauth/authorize": _SIGNED_IN,
    "POST /oauth/authorize": "",
    "POST /oauth/token": "",
    "POST /oauth/revoke": "",
    "GET /.well-known/oauth-authorization-server": "",
    "GET /.well-known/plugin-manifest/v1.json": "",
    "POST /sign-in/second-factor/{deed:path}": "HA",
    "POST /sign-in/mail": "",
    "GET /sign-in/companies": _SIGNED_IN,
    "POST /sign-in/companies/{tenant_id:uuid}": _SIGNED_IN,
    "GET /sign-in/{secret}": "",
    "POST /sign-in/{secret}": "",
    "GET /operator/tenants": "",
    "POST /operator/tenants": "",
    "DELETE /operator/tenants/{slug}": "",
    "POST /operator/tenants/{slug}/suspend": "",
    "POST /operator/tenants/{slug}/resume": "",
    "POST /operator/tenants/{slug}/restore": "",
    "PUT /operator/tenants/{slug}/domains/{domain}": "",
    "DELETE /operator/tenants/{slug}/domains/{domain}": "",
    "GET /operator/mail": "",
    "POST /operator/mail": "",
    "GET /connect/{vendor}": "A",
    "GET /callback/{vendor}": "",
    "POST /hooks/{vendor}/{key}": "",
    "POST /policy-reports": "",
    "GET /.well-known/webhook-keys/{tenant_id}": "",
    "GET /livez": "",
    "GET /startupz": "",
    "GET /readyz": "",
    "GET /metrics": "",
    # Last: it ends the sessions of those who are let in, and what is left of that of a leaver.
    "POST /sign-out": "EOMLHAX",
}
