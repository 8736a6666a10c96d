"""What programs look up before they ask: RFC 8414, and the format of manifests."""

from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_response
from api.oauth.proof import ALGORITHMS, METHODS, issuer
from api.oauth.token import GRANT
from api.scopes import OF_PLUGINS
from integrations.plugins.manifest import published_schema

MANIFEST_SCHEMA = "/.well-known/plugin-manifest/v1.json"


def metadata() -> dict[str, object]:
    here = issuer()
    return {
        "issuer": here,
        "token_endpoint": f"{here}/oauth/token",
        "grant_types_supported": [GRANT],
        # Required, and may not be empty; there is no authorization endpoint to ask at.
        "response_types_supported": ["none"],
        "token_endpoint_auth_methods_supported": METHODS,
        "token_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "scopes_supported": sorted(OF_PLUGINS),
    }


async def show_metadata(_: Request) -> Response:
    return json_response(metadata())


async def show_manifest_schema(_: Request) -> Response:
    response = json_response(published_schema(issuer() + MANIFEST_SCHEMA))
    response.headers["content-type"] = "application/schema+json"
    return response
