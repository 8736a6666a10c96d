"""OAuth 2.0 (3LO) of Jira Cloud: consent, tokens that rotate, and the sites they open."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fakes.jira import consent
from fakes.jira.grants import Dead, Grant
from fakes.jira.jira import Jira
from fakes.jira.reading import bearer, read_body
from fakes.jira.shapes import Json

_ASKED = ("client_id", "redirect_uri", "state", "scope", "response_type", "audience", "prompt")


def routes(jira: Jira) -> list[Route]:
    async def authorize(request: Request) -> Response:
        return await _authorize(jira, request)

    async def token(request: Request) -> Response:
        return _exchange(jira, await read_body(request))

    async def resources(request: Request) -> Response:
        grant = jira.cloud_grants.behind(bearer(request))
        if grant is None:
            return JSONResponse({"code": 401, "message": "Unauthorized"}, 401)
        return JSONResponse(_resources(jira, grant))

    async def me(request: Request) -> Response:
        grant = jira.cloud_grants.behind(bearer(request))
        if grant is None or "read:me" not in grant.scopes:
            return JSONResponse({"code": 401, "message": "Unauthorized"}, 401)
        who = grant.account
        told = {"account_id": who.id, "email": who.email, "name": who.name}
        return JSONResponse(told | {"account_type": "atlassian", "account_status": "active"})

    return [
        Route("/authorize", authorize, methods=["GET", "POST"]),
        Route("/oauth/token", token, methods=["POST"]),
        Route("/oauth/token/accessible-resources", resources),
        Route("/me", me),
    ]


async def _authorize(jira: Jira, request: Request) -> Response:
    form = await request.form()
    asked = {name: str(form.get(name) or request.query_params.get(name, "")) for name in _ASKED}
    wrong = _what_is_wrong(jira, asked)
    if wrong:
        return consent.refuse(wrong)
    if request.method == "GET":
        scopes = asked["scope"].split()
        return consent.ask(jira.app.name, "/authorize", asked, jira.cloud_sites, scopes)
    sites = [str(site) for site in form.getlist("site")]
    return _decide(jira, asked, str(form.get("decision", "accept")), sites)


def _what_is_wrong(jira: Jira, asked: dict[str, str]) -> str:
    expected = jira.app.callback_url or asked["redirect_uri"]
    checks = {
        "There is no app with this client_id.": asked["client_id"] == jira.app.client_id,
        "redirect_uri is not the app's callback URL.": bool(expected)
        and asked["redirect_uri"] == expected,
        "response_type must be code.": asked["response_type"] == "code",
        "audience must be api.atlassian.com.": asked["audience"] == "api.atlassian.com",
        "scope is missing.": bool(asked["scope"].strip()),
    }
    return next((sentence for sentence, holds in checks.items() if not holds), "")


def _decide(jira: Jira, asked: dict[str, str], decision: str, sites: list[str]) -> Response:
    known = [site for site in jira.cloud_sites if site.id in sites]
    if decision != "accept" or not known:
        return consent.back(
            asked["redirect_uri"],
            error="access_denied",
            error_description="User did not authorize the request",
            state=asked["state"],
        )
    grant = Grant(
        client_id=asked["client_id"],
        account=known[0].world.admin,
        scopes=frozenset(asked["scope"].split()),
        sites=frozenset(site.id for site in known),
        since=jira.clock.now(),
    )
    code = jira.cloud_grants.new_code(grant, asked["redirect_uri"])
    return consent.back(asked["redirect_uri"], code=code, state=asked["state"])


def _exchange(jira: Jira, body: Json) -> Response:
    given = {name: str(value) for name, value in body.items()}
    if (given.get("client_id"), given.get("client_secret")) != (
        jira.app.client_id,
        jira.app.client_secret,
    ):
        return _error(401, "access_denied", "Unauthorized")
    kind = given.get("grant_type")
    if kind == "authorization_code":
        return _by_code(jira, given)
    if kind == "refresh_token":
        return _by_refresh(jira, given)
    return _error(400, "unsupported_grant_type", f"grant_type {kind} is not supported")


def _by_code(jira: Jira, given: dict[str, str]) -> Response:
    try:
        code = jira.cloud_grants.take_code(
            given.get("code", ""), given["client_id"], given.get("redirect_uri", "")
        )
    except Dead:
        return _error(403, "invalid_grant", "Invalid authorization code")
    return _tokens(jira, code.grant)


def _by_refresh(jira: Jira, given: dict[str, str]) -> Response:
    try:
        grant = jira.cloud_grants.rotate(given.get("refresh_token", ""), given["client_id"])
    except Dead:
        return _error(403, "unauthorized_client", "refresh_token is invalid")
    return _tokens(jira, grant)


def _tokens(jira: Jira, grant: Grant) -> Response:
    told: Json = {
        "access_token": jira.cloud_grants.new_access(grant),
        "expires_in": int(jira.cloud_grants.lives.total_seconds()),
        "token_type": "Bearer",
        "scope": " ".join(sorted(grant.scopes)),
    }
    if "offline_access" in grant.scopes:
        told["refresh_token"] = jira.cloud_grants.new_refresh(grant)
    return JSONResponse(told)


def _error(status: int, error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, status)


def _resources(jira: Jira, grant: Grant) -> list[Json]:
    return [
        {
            "id": site.id,
            "name": site.name,
            "url": f"{jira.base}{site.path}",
            "scopes": sorted(grant.scopes - {"offline_access"}),
            "avatarUrl": f"{jira.base}/secure/siteavatar/{site.id}",
        }
        for site in jira.cloud_sites
        if site.id in grant.sites
    ]
