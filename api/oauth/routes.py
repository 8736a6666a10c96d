"""Where programs get tokens, by themselves and for people, and look up how."""

from starlette.routing import Route

from api.oauth.authorize import PATH, show_consent, take_answer
from api.oauth.metadata import MANIFEST_SCHEMA, show_manifest_schema, show_metadata
from api.oauth.revoke import revoke
from api.oauth.token import give_token


def routes() -> list[Route]:
    return [
        Route(PATH, show_consent, methods=["GET"]),
        Route(PATH, take_answer, methods=["POST"]),
        Route("/oauth/token", give_token, methods=["POST"]),
        Route("/oauth/revoke", revoke, methods=["POST"]),
        Route("/.well-known/oauth-authorization-server", show_metadata, methods=["GET"]),
        Route(MANIFEST_SCHEMA, show_manifest_schema, methods=["GET"]),
    ]
