"""What a person sees of Jira at the fakes' front page: what to enter, and the commonest deeds."""

from html import escape

from fakes.jira.jira import Jira
from fakes.jira.world import Issue

_SHOWN = 8


def section(jira: Jira) -> str:
    return f"""<h2>Jira</h2>
<p>Cloud and Data Center, with {len(jira.sites[0].world.issues):,} issues. To connect it:</p>
<table>{"".join(_row(name, value) for name, value in _to_enter(jira).items())}</table>
<h2>Make something happen</h2>
<table>{"".join(_issue_row(issue) for issue in _open_issues(jira))}</table>
{_button("faults", "Answer the next call with 429", kind="429")}
{_button("faults", "… with 503", kind="5xx")}
{_button("revoke", "Revoke all that was granted")}
{_button("webhooks/expire", "Let all webhooks expire")}
<p>{_points(jira)} Webhooks sent: {len(jira.deliveries.all)}. All else is at
<a href="/control/jira/requests">requests</a>, <a href="/control/jira/webhooks">webhooks</a> and
<a href="/control/jira/deliveries">deliveries</a>.</p>"""


def _to_enter(jira: Jira) -> dict[str, str]:
    return {
        "Client id and secret": f"{jira.app.client_id} · {jira.app.client_secret}",
        **{
            f"Site {site.name}": f"{jira.base}{site.path} · {site.world.admin.email}"
            for site in jira.cloud_sites
        },
        "API token": min(jira.api_tokens),
        "Data Center": f"{jira.base}{jira.server.path}",
        "Personal access token": min(jira.access_tokens),
    }


def _row(name: str, value: str) -> str:
    return f"<tr><th>{escape(name)}</th><td><code>{escape(value)}</code></td></tr>"


def _open_issues(jira: Jira) -> list[Issue]:
    waiting = [
        issue
        for site in jira.cloud_sites
        for issue in site.world.issues.values()
        if site.name == "Demo Ltd" and issue.resolved is None and issue.assignee
    ]
    return sorted(waiting, key=lambda one: one.updated)[-_SHOWN:]


def _issue_row(issue: Issue) -> str:
    who = issue.assignee.name if issue.assignee else ""
    button = _button(f"issues/{issue.key}/resolve", "Resolve", site="Demo Ltd", by=who)
    cells = (issue.key, escape(issue.summary), escape(who), button)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _button(path: str, words: str, **told: str) -> str:
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in told.items()
    )
    action = f"/control/jira/{path}"
    return f'<form method="post" action="{action}">{kept}<button>{words}</button></form>'


def _points(jira: Jira) -> str:
    return f"Points spent this hour: {jira.quota.spent:,} of {jira.quota.limit:,}."
