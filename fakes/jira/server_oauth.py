"""The OAuth 2.0 provider of Jira Data Center: form-encoded, PKCE for who wants it, both rotate."""

import hashlib
from base64 import urlsafe_b64encode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fakes.jira import consent
from fakes.jira.grants import Code, Dead, Grant
from fakes.jira.jira import Jira
from fakes.jira.reading import read_body

_LEVELS = ("READ", "WRITE", "ADMIN", "SYSTEM_ADMIN")
"""Each includes those before it."""
_ASKED = (
    "client_id",
    "redirect_uri",
    "state",
    "scope",
    "response_type",
    "code_challenge",
    "code_challenge_method",
)


def routes(jira: Jira) -> list[Route]:
    """Below the Data Center's address."""

    async def authorize(request: Request) -> Response:
        form = {k: str(v) for k, v in (await request.form()).items()}
        asked = {name: form.get(name) or request.query_params.get(name, "") for name in _ASKED}
        if asked["client_id"] != jira.app.client_id or not asked["redirect_uri"]:
            return consent.refuse("There is no application link for this client_id and address.")
        if request.method == "GET":
            action = f"{jira.server.path}/rest/oauth2/latest/authorize"
            return consent.ask(jira.app.name, action, asked, [], asked["scope"].split())
        return _decide(jira, asked, form.get("decision", "accept"))

    async def token(request: Request) -> Response:
        body = await read_body(request, also_json=False)
        return _exchange(jira, {name: str(value) for name, value in body.items()})

    return [
        Route("/rest/oauth2/latest/authorize", authorize, methods=["GET", "POST"]),
        Route("/rest/oauth2/latest/token", token, methods=["POST"]),
    ]


def _decide(jira: Jira, asked: dict[str, str], decision: str) -> Response:
    level, state = asked["scope"] or "READ", asked["state"]
    if asked["response_type"] != "code":
        return consent.back(asked["redirect_uri"], error="unsupported_response_type", state=state)
    if level not in _LEVELS:
        return consent.back(asked["redirect_uri"], error="invalid_scope", state=state)
    if decision != "accept":
        return consent.back(asked["redirect_uri"], error="access_denied", state=state)
    grant = Grant(
        client_id=asked["client_id"],
        account=jira.server.world.admin,
        scopes=frozenset(_LEVELS[: _LEVELS.index(level) + 1]),
        sites=frozenset({jira.server.id}),
        since=jira.clock.now(),
    )
    code = jira.server_grants.new_code(
        grant,
        asked["redirect_uri"],
        asked["code_challenge"],
        asked["code_challenge_method"] or "plain",
    )
    return consent.back(asked["redirect_uri"], code=code, state=state)


def _exchange(jira: Jira, given: dict[str, str]) -> Response:
    known = (jira.app.client_id, jira.app.client_secret)
    if (given.get("client_id"), given.get("client_secret")) != known:
        return _error("invalid_client")
    grants, kind = jira.server_grants, given.get("grant_type")
    try:
        if kind == "authorization_code":
            redirect_uri = given.get("redirect_uri", "")
            code = grants.take_code(given.get("code", ""), known[0], redirect_uri)
            _check_verifier(code, given.get("code_verifier", ""))
            return _tokens(jira, code.grant)
        if kind == "refresh_token":
            return _tokens(jira, grants.rotate(given.get("refresh_token", ""), known[0]))
    except Dead:
        return _error("invalid_grant")
    return _error("unsupported_grant_type")


def _check_verifier(code: Code, verifier: str) -> None:
    if not code.challenge:
        return
    hashed = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    if code.challenge != (hashed if code.challenge_method == "S256" else verifier):
        raise Dead


def _tokens(jira: Jira, grant: Grant) -> Response:
    grants = jira.server_grants
    return JSONResponse(
        {
            "access_token": grants.new_access(grant),
            "refresh_token": grants.new_refresh(grant),
            "token_type": "bearer",
            "expires_in": int(grants.lives.total_seconds()),
            "created_at": int(jira.clock.now().timestamp()),
            "scope": max(grant.scopes, key=_LEVELS.index),
        }
    )


def _error(error: str) -> Response:
    return JSONResponse({"error": error}, 401 if error == "invalid_client" else 400)
