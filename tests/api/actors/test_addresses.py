"""Every address, asked by every kind of actor: let in are those whom the table names."""

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from tests.api.actors.actor import Who
from tests.api.actors.company import BACK, Company
from tests.api.actors.conftest import Companies
from tests.api.actors.rows import changed
from tests.api.actors.table.addresses import ADDRESSES
from tests.api.actors.table.connections import to_consent_to
from tests.api.conftest import FORM, HERE, OURS
from tests.api.plugins.consenting import VERIFIER, s256

GRAPHQL = {"query": "{ __typename }"}
NOT_LET_IN = {400, 401, 403}


def routes(app: Starlette) -> dict[str, Route]:
    return {
        f"{method} {each.path}": each
        for each in app.routes
        if isinstance(each, Route)
        for method in (each.methods or {"GET", "POST"}) - {"HEAD"}
    }


def test_the_table_names_every_address(app: Starlette) -> None:
    assert set(routes(app)) == set(ADDRESSES), "say in tests/api/actors/table/addresses.py who"


@pytest.mark.parametrize("address", ADDRESSES)
async def test_it_lets_in_those_whom_the_table_names(
    companies: Companies, app: Starlette, address: str
) -> None:
    company = await companies("addresses")
    method, _, path = address.partition(" ")
    given = {
        "slug": "nobody-of-that-name", "domain": "acme.test", "vendor": "jira", "name": "x",
        "provider": str(company.place.tenant_id), "tenant_id": str(company.place.tenant_id),
        "secret": "nonsense", "key": "nonsense", "deed": "authenticator/offer",
        "connection": await to_consent_to(company),
    }  # fmt: skip
    at = routes(app)[address].path_format.format(**given)
    strangers = told(await ask(company, "", method, at, given["connection"]))
    before, let_in = await company.rows.now(), ""
    for who in Who:
        if who is Who.ENGINE:
            continue
        answer = await ask(company, who, method, at, given["connection"])
        after = await company.rows.now()
        otherwise = answer.status_code not in NOT_LET_IN and told(answer) != strangers
        let_in += who if otherwise or changed(before, after) else ""
        before = after
    assert let_in == ADDRESSES[address], path


async def ask(
    company: Company, who: str, method: str, path: str, connection: str
) -> httpx2.Response:
    """With every request that an address understands."""
    headers = company.headers["DE" if who == "D" else who] if who else {}
    transport = httpx2.ASGITransport(app=company.app)
    asked = {"connection": connection, **question(company)}
    if path == "/graphql" and method == "GET":
        asked = GRAPHQL
    from_our_page = FORM if path in {"/oauth/authorize", "/sign-out"} else {}
    async with httpx2.AsyncClient(transport=transport, base_url=HERE) as http:
        return await http.request(
            method,
            path,
            params=asked,
            json=GRAPHQL if method == "POST" else None,
            headers={**OURS, **headers, **from_our_page},
        )


def question(company: Company) -> dict[str, str]:
    """What the plugin asks of whoever is signed in."""
    return {
        "response_type": "code", "client_id": str(company.plugin), "redirect_uri": BACK,
        "code_challenge": s256(VERIFIER), "code_challenge_method": "S256",
    }  # fmt: skip


def told(answer: httpx2.Response) -> tuple[object, ...]:
    said = answer.text if "/json" not in answer.headers.get("content-type", "") else ""
    return answer.status_code, answer.headers.get("location"), "signed in" in said, "proof" in said
