"""How the few pages of the fakes look: no script, no picture, legible."""

from html import escape

from starlette.responses import HTMLResponse

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.5rem}code{background:#eee;padding:.1em .3em}
button{font:inherit;padding:.3em .9em;margin:.2em .4em .2em 0}td,th{padding:.2em .8em .2em 0;
text-align:left;vertical-align:top}form{margin:0}"""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """`body` is HTML; whatever came from outside is escaped by then."""
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><style>{_STYLE}</style>'
        f"<body>{body}</body></html>",
        status,
    )
