"""The page on which somebody lets an app in."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse

from fakes.jira.site import Site
from fakes.look import page


def ask(
    app: str, action: str, asked: Mapping[str, str], sites: Sequence[Site], scopes: Sequence[str]
) -> HTMLResponse:
    """A form that posts what was asked back, with the sites that were chosen."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in asked.items()
    )
    choices = "".join(
        f'<label><input type="checkbox" name="site" value="{site.id}"'
        f"{' checked' if number == 0 else ''}> {escape(site.name)}</label><br>"
        for number, site in enumerate(sites)
    )
    wishes = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in scopes)
    return page(
        "Let an app in",
        f"""<h1>{escape(app)} asks for access to Jira</h1>
<form method="post" action="{escape(action)}">{kept}
{f"<h2>Use it on</h2>{choices}" if sites else ""}
<h2>It wants</h2><ul>{wishes}</ul>
<button name="decision" value="accept">Accept</button>
<button name="decision" value="cancel">Cancel</button></form>""",
    )


def back(redirect_uri: str, **told: str) -> RedirectResponse:
    sign = "&" if "?" in redirect_uri else "?"
    told = {name: value for name, value in told.items() if value}
    return RedirectResponse(f"{redirect_uri}{sign}{urlencode(told)}", 302)


def refuse(sentence: str) -> HTMLResponse:
    """Shown instead of redirecting to an address that is not to be trusted."""
    return page(
        "Something went wrong", f"<h1>Something went wrong</h1><p>{escape(sentence)}</p>", 400
    )
