"""The last step of every way to sign in: a session of its own, and the one before it is over."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import auth
from api.session_cookie import keep_signed_in, session_in
from api.way_back import onward
from infra import clock
from tenants.access.confirmation import confirm_by_browser
from tenants.session import end_session


async def let_in(request: Request, session: str) -> Response:
    """To where they were going, or to the house, with the new session's secret in the cookie."""
    if before := session_in(request):
        await confirm_by_browser(before, session)
        await end_session(before, clock.now())
        auth.forget(before)
    response = RedirectResponse("/", status_code=303)
    response.headers["location"] = onward(request, response)
    keep_signed_in(response, session)
    return response


def browser_of(request: Request) -> str:
    """What it calls itself."""
    return request.headers.get("user-agent", "")
