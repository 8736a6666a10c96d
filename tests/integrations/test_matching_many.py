"""An admin says who many accounts are, at once."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor, Role
from domain.base import new_id
from domain.people.commands import add_person
from domain.people.role_holders import confirm_email
from infra import clock
from integrations.external_identity import ExternalAccount, MatchedBy
from tenants.work import open_work
from tests.asking import Asking
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.integrations.seen import filed, hire, issues_of
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting


async def _read(cast: Cast, played: Played) -> tuple[Admin, str]:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    return admin, connection


async def _decided(cast: Cast) -> dict[str, tuple[MatchedBy | None, Any]]:
    async with open_work(cast.place, Actor.system()) as work:
        rows = await work.session.scalars(select(ExternalAccount))
        return {one.name: (one.matched_by, one.person_id) for one in rows}


async def test_all_suggestions_are_confirmed_at_once_and_the_rest_are_not_ours(
    cast: Cast, played: Played
) -> None:
    mei = await hire(cast.place, "Mei Lin", "mei.lin@acme.test")
    ivan = await hire(cast.place, "Ivan Petrov", "ivan.p@acme.test")
    admin, connection = await _read(cast, played)
    await admin.do("disownAccounts", connectionId=connection)
    decided = await _decided(cast)
    assert decided["Mei Lin"] == decided["Ivan Petrov"] == (None, None)
    assert decided["Omar Haddad"] == (MatchedBy.ADMIN, None)
    await admin.do("confirmSuggestions", connectionId=connection)
    await run_pending_jobs(cast.place)
    decided = await _decided(cast)
    assert decided["Mei Lin"] == (MatchedBy.ADMIN, mei.id)
    assert decided["Ivan Petrov"] == (MatchedBy.ADMIN, ivan.id)
    theirs = {one.key for one in issues_of(played.demo.world, "Ivan Petrov")}
    assert set(await filed(cast.place, ivan.id)) == theirs


async def test_of_a_list_only_those_are_decided(cast: Cast, played: Played) -> None:
    mei = await hire(cast.place, "Mei Lin", "mei.lin@acme.test")
    await hire(cast.place, "Ivan Petrov", "ivan.p@acme.test")
    admin, connection = await _read(cast, played)
    async with open_work(cast.place, Actor.system()) as work:
        ids = {one.name: str(one.id) for one in await work.session.scalars(select(ExternalAccount))}
    await admin.do(
        "confirmSuggestions", connectionId=connection, accountIds=[ids["Mei Lin"], ids["Ana Souza"]]
    )
    await admin.do("disownAccounts", connectionId=connection, accountIds=[ids["Ivan Petrov"]])
    decided = await _decided(cast)
    assert decided["Mei Lin"] == (MatchedBy.ADMIN, mei.id)
    assert decided["Ivan Petrov"] == (MatchedBy.ADMIN, None)
    assert decided["Ana Souza"] == decided["Omar Haddad"] == (None, None)


async def test_nobody_but_an_admin_decides_and_no_other_connection_s_accounts(
    cast: Cast, played: Played
) -> None:
    _, connection = await _read(cast, played)
    document = (
        "mutation ($input: ConfirmSuggestionsInput!) { confirmSuggestions(input: $input) {"
        " userErrors { message } } }"
    )
    asked = {"connectionId": connection}
    told = await Asking(cast.place, acting(cast.hua)).ask(document, input=asked)
    refused = told["confirmSuggestions"]["userErrors"]
    assert refused == [{"message": "Only an admin can connect systems"}]
    strange = asked | {"accountIds": [str(cast.mei.id)]}
    told = await Asking(cast.place, acting(cast.wei)).ask(document, input=strange)
    (refused,) = told["confirmSuggestions"]["userErrors"]
    assert refused["message"].startswith("There is no account here with the id")


async def test_an_address_that_nobody_vouched_for_credits_nobody(
    cast: Cast, played: Played
) -> None:
    _, connection = await _read(cast, played)
    by_token = Actor.person(cast.hua.id, Role.HR, token_id=new_id())
    async with open_work(cast.place, by_token) as work:
        nia = await add_person(work, name="Nia", email="nia@acme.test")
    account = ExternalAccount(
        connection_id=UUID(connection), external_id="1", name="N. N.", email="nia@acme.test",
        first_seen_at=clock.now(),
    )  # fmt: skip
    async with open_work(cast.place, Actor.system()) as work:
        work.add(account)
    await run_pending_jobs(cast.place)
    assert (await _decided(cast))["N. N."] == (None, None)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await confirm_email(work, person_id=nia.id)
    await run_pending_jobs(cast.place)
    assert (await _decided(cast))["N. N."] == (MatchedBy.EMAIL, nia.id)
