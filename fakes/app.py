"""All fakes as one ASGI application."""

from pathlib import Path

from starlette.applications import Starlette

from fakes.clock import Clock
from fakes.jira import app as jira_app
from fakes.jira import load
from fakes.jira.jira import App, Jira

PORT = 8090


def create_app(
    base: str = f"http://127.0.0.1:{PORT}",
    *,
    clock: Clock | None = None,
    data: Path = load.DATA,
    moved: bool = False,
    jira_client: App | None = None,
) -> Starlette:
    """`base` is the address it is reached at: links and sites are told with it.

    `data` is the folder of real issues; where it is missing, a small set of the fakes' own is
    played. `moved` brings the real ones forward to today. The state is at `app.state.jira`.
    """
    jira = jira_app.new_jira(base, clock or Clock(), data=data, moved=moved, app=jira_client)
    app = Starlette(routes=jira_app.routes(jira))
    app.state.jira = jira
    return app


def jira_of(app: Starlette) -> Jira:
    jira: Jira = app.state.jira
    return jira
