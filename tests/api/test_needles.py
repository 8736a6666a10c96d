"""Whatever a caller writes, wherever it is written, stands in no log and in no figure."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_composite_type,
)
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette

from api.graphql.schema import schema
from domain.actor import Actor
from domain.base import new_id
from infra.telemetry import configure_logging, metrics
from tenants.work import open_work
from tests.api.conftest import FORM, OURS, bearer, sign_in
from tests.people import Cast

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
NEEDLE = "hasCancerNeedle"
ROOTS = [
    (operation, name, field)
    for operation, kind in (("query", CORE.query_type), ("mutation", CORE.mutation_type))
    for name, field in (kind.fields if kind else {}).items()
]
FITTING = {"Int": 1, "Float": 1.5, "Boolean": True, "Date": "2026-11-02"}
FITTING |= {"DateTime": "2026-11-02T08:00:00Z", "ID": str(new_id())}


def filled(kind: GraphQLInputType, *, everywhere: bool, depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """A value with the needle in each of its texts, or in each scalar whether it fits or not."""
    if isinstance(kind, GraphQLNonNull):
        return filled(kind.of_type, everywhere=everywhere, depth=depth)
    if isinstance(kind, GraphQLList):
        return [filled(kind.of_type, everywhere=everywhere, depth=depth + 1)]
    if isinstance(kind, GraphQLInputObjectType):
        parts = {name: each.type for name, each in kind.fields.items()}
        if kind.is_one_of:
            parts = dict(list(parts.items())[:1])
        elif depth > 3:
            parts = {n: each for n, each in parts.items() if isinstance(each, GraphQLNonNull)}
        return {
            name: filled(each, everywhere=everywhere, depth=depth + 1)
            for name, each in parts.items()
        }
    if everywhere:
        return NEEDLE
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    return FITTING.get(kind.name, f"{NEEDLE} in a sentence")  # type: ignore[union-attr]


def document_of(operation: str, name: str, field: GraphQLField) -> str:
    """Asks for the field under names that are all the needle."""
    declared = ",".join(f"$v{NEEDLE}{given}:{each.type}" for given, each in field.args.items())
    passed = ",".join(f"{given}:$v{NEEDLE}{given}" for given in field.args)
    named = get_named_type(field.type)
    selected = f"{{a{NEEDLE}:__typename}}" if is_composite_type(named) else ""
    return (
        f"{operation} {NEEDLE}{f'({declared})' if declared else ''}"
        f"{{a{NEEDLE}:{name}{f'({passed})' if passed else ''}{selected}}}"
    )


def refused_of(operation: str, name: str, field: GraphQLField) -> list[str]:
    """Documents that say it in places where it cannot stand."""
    return [
        f"{operation} {NEEDLE} {{a{NEEDLE}:{name}({NEEDLE}:1){{...{NEEDLE}}}}}",
        f"{operation} {{{name} @{NEEDLE}(is:$no{NEEDLE}) {{{NEEDLE}}}}}",
        f"{{{name}{{...{NEEDLE}}}}} fragment {NEEDLE} on {NEEDLE} {{{NEEDLE}}}",
        f'{operation} {{{name}({next(iter(field.args), NEEDLE)}:"{NEEDLE}"){{id}}}} #{NEEDLE}',
        f'{operation} {{{NEEDLE} "{NEEDLE}',
    ]


@pytest.fixture
def lines(app: Starlette) -> Iterator[io.StringIO]:  # noqa: ARG001 - it sets up logging first
    stream = io.StringIO()
    configure_logging(stream)
    yield stream
    configure_logging()


def nothing_of_it(lines: io.StringIO) -> None:
    logged = lines.getvalue()
    for line in logged.splitlines():
        assert NEEDLE.lower() not in line.lower()
        assert len(line) <= 4096
        json.loads(line)
    assert logged
    assert NEEDLE.lower() not in metrics().decode().lower()


async def ask(http: httpx2.AsyncClient, **body: Any) -> None:  # noqa: ANN401 - JSON
    answer = await http.post("/graphql", json=body)
    assert answer.status_code < 500, (body, answer.text)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_every_argument_of_every_root_field(
    http: httpx2.AsyncClient, cast: Cast, lines: io.StringIO, everywhere: bool
) -> None:
    http.headers.update(await bearer(cast, cast.wei))
    for operation, name, field in ROOTS:
        given = {
            f"v{NEEDLE}{each}": filled(argument.type, everywhere=everywhere)
            for each, argument in field.args.items()
        }
        document = document_of(operation, name, field)
        await ask(http, query=document, variables=given, operationName=NEEDLE)
    nothing_of_it(lines)


async def test_every_name_in_a_document(
    http: httpx2.AsyncClient, cast: Cast, lines: io.StringIO
) -> None:
    http.headers.update(await bearer(cast, cast.wei))
    for operation, name, field in ROOTS:
        for document in refused_of(operation, name, field):
            await ask(http, query=document, operationName=NEEDLE, variables={NEEDLE: NEEDLE})
    await ask(http, query="{viewer{id}}", operationName=NEEDLE * 5000, extensions={NEEDLE: 1})
    await ask(http, documentId=f"sha256:{NEEDLE}", operationName=NEEDLE)
    await ask(http, documentId=NEEDLE, query=NEEDLE)
    nothing_of_it(lines)


PATHS = [
    "/graphql", "/graphql/schema.graphql", "/", "/graphiql", "/graphiql/{}", "/sign-in/{}", "/{}",
    "/sign-in/oidc", "/sign-in/oidc/{}", "/sign-in/oidc/{}/callback", "/oauth/authorize",
    "/oauth/token", "/oauth/revoke", "/sign-out", "/operator/tenants", "/operator/tenants/{}",
    "/operator/tenants/{}/suspend", "/operator/tenants/{}/domains/{}", "/hooks/{}/{}",
    "/hooks/jira/{}", "/policy-reports", "/.well-known/webhook-keys/{}", "/connect/{}/{}",
    "/livez", "/readyz", "/metrics", "/assets/{}",
]  # fmt: skip
HEADERS = dict.fromkeys(
    (
        "User-Agent", "Referer", "Origin", "Accept", "Accept-Language", "X-Request-Id", NEEDLE,
        "Idempotency-Key", "X-Forwarded-For", "Forwarded", "X-Hub-Signature", "If-None-Match",
        "Sec-Fetch-Site", "X-Requested-With", "Cookie",
    ),
    NEEDLE,
)  # fmt: skip


@pytest.mark.parametrize("who", ["nobody", "a token", "a session", "an operator"])
async def test_every_address_header_and_body(
    http: httpx2.AsyncClient, cast: Cast, operator: dict[str, str], lines: io.StringIO, who: str
) -> None:
    known = {"nobody": {"Authorization": f"Bearer {NEEDLE}"}, "a session": OURS}
    known |= {"a token": await bearer(cast, cast.wei), "an operator": operator}
    if who == "a session":
        await sign_in(http, cast, cast.wei)
    told = {"slug": NEEDLE, "name": NEEDLE, "admin": {"name": NEEDLE, "email": NEEDLE}}
    form = dict.fromkeys(("grant_type", "code", "state", "client_id", "email", NEEDLE), NEEDLE)
    report = {"csp-report": {"effective-directive": NEEDLE, "blocked-uri": NEEDLE}}
    headers = {**HEADERS, **known[who]}
    if who == "a session":
        del headers["Cookie"]
    for path in PATHS:
        at = path.replace("{}", NEEDLE)
        for method in ("GET", "POST", "DELETE", "PUT", NEEDLE):
            await http.request(method, f"{at}?{NEEDLE}={NEEDLE}", headers=headers)
        for body in (told, report, {NEEDLE: [NEEDLE]}):
            await http.post(at, json=body, headers=headers)
        await http.post(at, data=form, headers={**headers, **FORM})
        await http.post(at, content=NEEDLE, headers={**headers, "Content-Type": NEEDLE})
        await http.get(at, params=form, headers=headers)
    nothing_of_it(lines)


def _told_by_the_server() -> str:
    return Path(os.environ["TANLU_TEST_SERVER_LOG"]).read_text()


async def test_postgresql_writes_down_none_of_it(cast: Cast) -> None:
    """What it refuses, it would quote, and all that was asked."""
    async with open_work(cast.place, Actor.system()) as work:
        for wrong in (
            f"SELECT '{NEEDLE}'::uuid",
            f"INSERT INTO people (id) VALUES ('{new_id()}') RETURNING '{NEEDLE}'",
            f"SELECT {NEEDLE}",
        ):
            with pytest.raises(DBAPIError):
                async with work.session.begin_nested():
                    await work.session.execute(text(wrong))
    written = _told_by_the_server()
    assert "database system is ready" in written
    assert NEEDLE not in written
