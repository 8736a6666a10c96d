"""GraphiQL for a signed-in developer, from our own address and under a strict policy."""

import secrets
from string import Template

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from api.auth import require_signed_in
from api.refusals import Code, Refused
from api.violations import REPORTED
from infra.settings import settings

FILES = {
    "graphiql.css": "text/css",
    "graphiql.js": "text/javascript",
    "react.js": "text/javascript",
    "react-dom.js": "text/javascript",
}
_PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tanlu GraphQL</title>
<link rel="stylesheet" href="/graphiql/graphiql.css">
<style nonce="$nonce">body { margin: 0 } #graphiql { height: 100vh }</style></head>
<body><div id="graphiql"></div>
<script nonce="$nonce">var __webpack_nonce__ = "$nonce";</script>
<script nonce="$nonce" src="/graphiql/react.js"></script>
<script nonce="$nonce" src="/graphiql/react-dom.js"></script>
<script nonce="$nonce" src="/graphiql/graphiql.js"></script>
<script nonce="$nonce">
const fetcher = GraphiQL.createFetcher({
  url: "/graphql",
  headers: { "X-Requested-With": "graphiql", "Accept": "application/graphql-response+json" },
});
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: "{ viewer { name } }" }),
);
</script></body></html>
""")
_POLICY = (
    "default-src 'none'; script-src 'nonce-{0}'; style-src 'self' 'nonce-{0}';"
    " connect-src 'self'; img-src 'self' data:; font-src data:;"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'none'" + REPORTED
)


async def show_graphiql(request: Request) -> Response:
    await require_signed_in(request)
    _require_fetched()
    nonce = secrets.token_urlsafe(16)
    return HTMLResponse(
        _PAGE.substitute(nonce=nonce),
        headers={"Content-Security-Policy": _POLICY.format(nonce)},
    )


async def show_file(request: Request) -> Response:
    """The same for everybody, and only the files we know."""
    name = request.path_params["name"]
    if name not in FILES:
        raise _missing()
    _require_fetched()
    return FileResponse(
        settings().data_dir / "graphiql" / name,
        media_type=FILES[name],
        headers={"Cache-Control": "public, max-age=86400"},
    )


def _require_fetched() -> None:
    folder = settings().data_dir / "graphiql"
    if not all((folder / name).is_file() for name in FILES):
        raise _missing()


def _missing() -> Refused:
    return Refused(
        Code.NOT_FOUND,
        "GraphiQL is not here; ./tanlu graphiql fetches it",
        zh="尚未安装 GraphiQL，请运行 ./tanlu graphiql 获取",
        status=404,
    )
