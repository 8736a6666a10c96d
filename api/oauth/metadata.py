"""What programs look up before they ask: RFC 8414, and the format of manifests."""

from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_response
from api.oauth.asking import METHOD
from api.oauth.grants import GRANTS
from api.oauth.proof import ALGORITHMS, METHODS, issuer
from api.scopes import OF_PLUGINS
from integrations.plugins.manifest import published_schema

MANIFEST_SCHEMA = "/.well-known/plugin-manifest/v1.json"


def metadata() -> dict[str, object]:
    here = issuer()
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/oauth/authorize",
        "token_endpoint": f"{here}/oauth/token",
        "revocation_endpoint": f"{here}/oauth/revoke",
        "grant_types_supported": sorted(GRANTS),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "code_challenge_methods_supported": [METHOD],
        "authorization_response_iss_parameter_supported": True,
        "token_endpoint_auth_methods_supported": METHODS,
        "token_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "revocation_endpoint_auth_methods_supported": METHODS,
        "revocation_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "scopes_supported": sorted(OF_PLUGINS),
    }


async def show_metadata(_: Request) -> Response:
    return json_response(metadata())


async def show_manifest_schema(_: Request) -> Response:
    response = json_response(published_schema(issuer() + MANIFEST_SCHEMA))
    response.headers["content-type"] = "application/schema+json"
    return response
