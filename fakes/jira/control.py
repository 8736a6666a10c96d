"""The control door, `/control/jira/…`: whoever drives the fakes makes things happen, and looks."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from fakes.jira import carry_out, change_site, looking, orders
from fakes.jira.faults import Fault
from fakes.jira.jira import Jira
from fakes.jira.orders import Nothing
from fakes.jira.reading import read_body
from fakes.jira.shapes import Json

_AT = "/control/jira"


class Deed(NamedTuple):
    method: str
    path: str
    form: type[BaseModel]
    do: Callable[[Jira, str, Any], object]
    """Takes what the address names, and the form."""


def fail(jira: Jira, _: str, fault: Fault) -> Json:
    jira.faults.add(fault)
    return {"waiting": len(jira.faults.waiting)}


def heal(jira: Jira, _: str, _form: Nothing) -> Json:
    jira.faults.clear()
    jira.deliveries.trouble = type(jira.deliveries.trouble)()
    jira.deliveries.release()
    return {"waiting": 0}


def mislead(jira: Jira, _: str, trouble: orders.Trouble) -> Json:
    setattr(jira.deliveries.trouble, trouble.kind, trouble.times)
    return asdict(jira.deliveries.trouble)


def expire_webhooks(jira: Jira, _: str, _form: Nothing) -> Json:
    return {"expired": jira.hooks.expire(jira.clock.now())}


def revoke(jira: Jira, _: str, _form: Nothing) -> Json:
    return {"revoked": jira.forget_app()}


def end_access(jira: Jira, _: str, _form: Nothing) -> Json:
    jira.cloud_grants.end_access()
    jira.server_grants.end_access()
    return {}


def forget_requests(jira: Jira, _: str, _form: Nothing) -> Json:
    jira.asked.clear()
    return {}


def set_points(jira: Jira, _: str, budget: orders.Budget) -> Json:
    jira.quota.spend(0)
    jira.quota.limit = budget.limit if budget.limit is not None else jira.quota.limit
    jira.quota.spent = budget.spent if budget.spent is not None else jira.quota.spent
    return looking.points(jira, "", Nothing())


DEEDS: Sequence[Deed] = (
    Deed("GET", "", Nothing, looking.what_to_enter),
    Deed("POST", "/issues", orders.NewIssue, carry_out.create),
    Deed("PATCH", "/issues/{name}", orders.Details, carry_out.alter),
    Deed("DELETE", "/issues/{name}", orders.Plain, carry_out.delete),
    Deed("POST", "/issues/{name}/resolve", orders.Resolve, carry_out.resolve),
    Deed("POST", "/issues/{name}/reopen", orders.Plain, carry_out.reopen),
    Deed("POST", "/issues/{name}/reassign", orders.Reassign, carry_out.reassign),
    Deed("POST", "/issues/{name}/comments", orders.Say, carry_out.say),
    Deed("POST", "/sprints", orders.NewSprint, carry_out.add_sprint),
    Deed("POST", "/sprints/{name}/start", orders.Plain, carry_out.start_sprint),
    Deed("POST", "/sprints/{name}/close", orders.Plain, carry_out.close_sprint),
    Deed("POST", "/versions", orders.NewVersion, carry_out.add_version),
    Deed("POST", "/versions/{name}/release", orders.Plain, carry_out.release),
    Deed("GET", "/people", Nothing, looking.people),
    Deed("POST", "/people", orders.NewPerson, carry_out.add_person),
    Deed("POST", "/faults", Fault, fail),
    Deed("DELETE", "/faults", Nothing, heal),
    Deed("POST", "/revoke", Nothing, revoke),
    Deed("POST", "/end-access", Nothing, end_access),
    Deed("POST", "/expired-tokens", orders.Expiry, change_site.expire_tokens),
    Deed("DELETE", "/expired-tokens", Nothing, change_site.renew_tokens),
    Deed("POST", "/statuses", orders.NewStatus, change_site.add_status),
    Deed("PATCH", "/statuses/{name}", orders.AnotherStatus, change_site.alter_status),
    Deed("PUT", "/language", orders.Language, change_site.speak),
    Deed("POST", "/issues/{name}/hide", orders.Plain, change_site.hide_issue),
    Deed("POST", "/issues/{name}/show", orders.Plain, change_site.show_issue),
    Deed("POST", "/projects/{name}/hide", orders.Plain, change_site.hide_project),
    Deed("POST", "/projects/{name}/show", orders.Plain, change_site.show_project),
    Deed("PATCH", "/people/{name}", orders.AnotherPerson, change_site.alter_person),
    Deed("POST", "/circles", orders.Circles, change_site.go_in_circles),
    Deed("GET", "/webhooks", Nothing, looking.webhooks),
    Deed("POST", "/webhooks/trouble", orders.Trouble, mislead),
    Deed("POST", "/webhooks/expire", Nothing, expire_webhooks),
    Deed("GET", "/deliveries", Nothing, looking.deliveries),
    Deed("GET", "/requests", Nothing, looking.requests),
    Deed("DELETE", "/requests", Nothing, forget_requests),
    Deed("GET", "/points", Nothing, looking.points),
    Deed("PUT", "/points", orders.Budget, set_points),
)


def routes(jira: Jira) -> list[Route]:
    async def settle(_: Request) -> Response:
        """Answers when every webhook that is due has been sent."""
        await jira.deliveries.settle()
        return JSONResponse(looking.deliveries(jira, "", Nothing()))

    return [
        Route(f"{_AT}/settle", settle, methods=["POST"]),
        *(_route(jira, deed) for deed in DEEDS),
    ]


def _route(jira: Jira, deed: Deed) -> Route:
    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request) if request.method != "GET" else {}
            form = deed.form.model_validate(body)
            told = deed.do(jira, request.path_params.get("name", ""), form)
        except ValidationError as problem:
            return JSONResponse({"errors": problem.errors(include_url=False)}, 400)
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/", 303)
        return JSONResponse(told)

    return Route(f"{_AT}{deed.path}", answer, methods=[deed.method])
