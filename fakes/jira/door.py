"""The way in to the REST API: who asks, whether they may, what it costs, what they get."""

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fakes.jira.call import STRANGER, Call, Caller, Endpoint, Refusal
from fakes.jira.jira import Jira
from fakes.jira.quota import refusal_headers
from fakes.jira.reading import bearer, read_body
from fakes.jira.site import Frame, Site

GATEWAY = "/ex/jira"
_GATEWAY_REFUSES = {"code": 401, "message": "Unauthorized"}
_OUT_OF_SCOPE = {"code": 401, "message": "Unauthorized; scope does not match"}


def route(jira: Jira, endpoint: Endpoint, site: Site | None) -> Route:
    """`site` is None behind the gateway, where the address names it."""

    async def answer(request: Request) -> Response:
        return await _answer(jira, endpoint, site, request)

    return Route(endpoint.path, answer, methods=[endpoint.method])


async def refuse(_: Request, refusal: Exception) -> Response:
    """For whatever is refused, anywhere in Jira."""
    if not isinstance(refusal, Refusal):
        raise refusal
    return JSONResponse(refusal.body, refusal.status)


async def _answer(jira: Jira, endpoint: Endpoint, site: Site | None, request: Request) -> Response:
    through_gateway = site is None
    site = site or jira.site(request.path_params["cloudid"])
    if site is None:
        raise Refusal(404, body={"code": 404, "message": "Not Found"})
    caller = _caller(jira, site, request, through_gateway=through_gateway)
    if caller is None and not endpoint.anonymous:
        raise _unknown(through_gateway)
    caller = caller or Caller(site.world.admin, "nobody")
    if caller.via == STRANGER and endpoint.path.endswith("/myself"):
        raise _unknown(through_gateway=False)
    _check_scopes(site, caller, endpoint)
    request.state.via = caller.via
    if caller.via == "oauth" and site.is_cloud and jira.quota.is_used_up():
        return _used_up(jira)
    base = f"{jira.base}{GATEWAY}/{site.id}" if through_gateway else f"{jira.base}{site.path}"
    body = await read_body(request) if request.method != "GET" else {}
    call = Call(
        jira,
        site,
        Frame(base, site.is_cloud, _version(request, site), site.world.words),
        caller,
        request.path_params,
        {name: request.query_params.getlist(name) for name in request.query_params},
        body,
        by_tokens=endpoint.path.startswith("/rest/software"),
    )
    return _counted(jira, call, endpoint, request)


def _counted(jira: Jira, call: Call, endpoint: Endpoint, request: Request) -> Response:
    """Only what an app asks of Cloud costs points; the answer says how many are left."""
    answer = endpoint.answer(call)
    headers: dict[str, str] = {}
    if call.caller.via == "oauth" and call.site.is_cloud:
        request.state.points = 1 + answer.objects
        jira.quota.spend(request.state.points)
        headers = jira.quota.headers()
    if call.caller.via == STRANGER and jira.tells_strangers:
        headers = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    return JSONResponse(answer.body, answer.status, headers)


def _caller(jira: Jira, site: Site, request: Request, *, through_gateway: bool) -> Caller | None:
    token = bearer(request)
    if through_gateway and token:
        return jira.caller_by_grant(site, token)
    if site.is_cloud:
        login, secret = _basic(request)
        return jira.caller_by_basic(site, login, secret)
    return jira.caller_by_access_token(site, token) or jira.caller_by_grant(site, token)


def _basic(request: Request) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        login, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return login, secret


def _unknown(through_gateway: bool) -> Refusal:
    if through_gateway:
        return Refusal(401, body=_GATEWAY_REFUSES)
    return Refusal(401, "Client must be authenticated to access this resource.")


def _check_scopes(site: Site, caller: Caller, endpoint: Endpoint) -> None:
    if caller.via != "oauth":
        return
    needed = set(endpoint.scopes) if site.is_cloud else {"READ"}
    if not needed <= caller.scopes:
        raise Refusal(401 if site.is_cloud else 403, body=_OUT_OF_SCOPE)


def _version(request: Request, site: Site) -> str:
    """What is not versioned, as agile is not, shows its users and texts as the newest does."""
    newest = "3" if site.is_cloud else "2"
    version: str = request.path_params.get("version", newest)
    if version not in {"2", newest, "latest"}:
        raise Refusal(404, f"There is no version {version} of this API.")
    return newest if version == "latest" else version


def _used_up(jira: Jira) -> Response:
    seconds, now = jira.quota.seconds_left, jira.clock.now()
    headers = refusal_headers("jira-quota-global-based", jira.quota.limit, now, seconds)
    return JSONResponse({"errorMessages": ["Rate limit exceeded."], "errors": {}}, 429, headers)
