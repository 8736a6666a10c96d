"""Where programs get tokens, and look up how."""

from starlette.routing import Route

from api.oauth.metadata import MANIFEST_SCHEMA, show_manifest_schema, show_metadata
from api.oauth.token import give_token


def routes() -> list[Route]:
    return [
        Route("/oauth/token", give_token, methods=["POST"]),
        Route("/.well-known/oauth-authorization-server", show_metadata, methods=["GET"]),
        Route(MANIFEST_SCHEMA, show_manifest_schema, methods=["GET"]),
    ]
