"""A mutation sent again with the same key: answered again, done once."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from tenants.answered import Answered, KeyBusy, KeyReused, remember_answer, told_before
from tenants.jobs import Run
from tenants.upkeep import forget_old_sign_ins
from tenants.work import open_work
from tests.api.conftest import OURS, bearer, sign_in
from tests.people import NOON, Cast

HIRE = """mutation Hire($name:String!,$email:String!){
    addPerson(input:{name:$name,email:$email}){person{id name} userErrors{code}}
}"""
TOKEN = """mutation($until:DateTime!){createToken(input:{
    kind:USER,name:"Laptop",scopes:["goals:read"],expiresAt:$until}){secret token{id}}}"""
GRACE = {"name": "Grace", "email": "grace@acme.test"}


async def ask(
    http: httpx2.AsyncClient, key: str, document: str = HIRE, **variables: str
) -> httpx2.Response:
    body = {"query": document, "variables": variables or GRACE}
    return await http.post("/graphql", json=body, headers={"Idempotency-Key": key})


async def people(http: httpx2.AsyncClient) -> int:
    counted = await http.post("/graphql", json={"query": "{people(first:1){totalCount}}"})
    total: int = counted.json()["data"]["people"]["totalCount"]
    return total


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


@pytest.fixture
async def wei(http: httpx2.AsyncClient, cast: Cast) -> httpx2.AsyncClient:
    http.headers.update(await bearer(cast, cast.wei))
    return http


@pytest.fixture
def key() -> str:
    return str(new_id())


async def test_asked_again_it_is_answered_again(wei: httpx2.AsyncClient, key: str) -> None:
    first, second = [(await ask(wei, key)).json()["data"] for _ in range(2)]
    assert first["addPerson"]["person"]["name"] == "Grace"
    assert second == first
    assert await people(wei) == 7
    other = await ask(wei, str(new_id()))
    assert other.json()["data"]["addPerson"]["userErrors"] == [{"code": "CONFLICT"}]


OTHERWISE = [
    (HIRE, {**GRACE, "name": "Alan"}),
    (HIRE.replace("name}", "email}"), GRACE),
    (HIRE.replace("Hire", "Add"), GRACE),
]


@pytest.mark.parametrize(("document", "variables"), OTHERWISE)
@pytest.mark.parametrize("media", ["application/json", "application/graphql-response+json"])
async def test_a_key_is_for_one_request(
    wei: httpx2.AsyncClient, key: str, document: str, variables: dict[str, str], media: str
) -> None:
    await ask(wei, key)
    wei.headers["Accept"] = media
    assert refusal(await ask(wei, key, document, **variables)) == (422, "IDEMPOTENCY_CONFLICT")
    assert await people(wei) == 7


async def test_many_at_once_do_it_once(wei: httpx2.AsyncClient, key: str) -> None:
    answers = await asyncio.gather(*(ask(wei, key) for _ in range(6)))
    done = [answer.json()["data"] for answer in answers if answer.status_code == 200]
    assert done
    assert all(each == done[0] for each in done)
    refused = {refusal(each) for each in answers if each.status_code != 200}
    assert refused <= {(409, "IDEMPOTENCY_CONFLICT")}
    assert await people(wei) == 7


async def test_others_keys_are_others(wei: httpx2.AsyncClient, cast: Cast, key: str) -> None:
    await ask(wei, key)
    wei.headers.update(await bearer(cast, cast.hua))
    assert (await ask(wei, key)).json()["data"]["addPerson"]["userErrors"] == [{"code": "CONFLICT"}]


async def test_a_person_s_other_token_is_the_same_person(
    wei: httpx2.AsyncClient, cast: Cast, key: str
) -> None:
    first = (await ask(wei, key)).json()["data"]
    wei.headers.update(await bearer(cast, cast.wei))
    assert (await ask(wei, key)).json()["data"] == first


async def test_a_refusal_is_not_remembered(wei: httpx2.AsyncClient, key: str) -> None:
    taken = {"name": "Omar", "email": "omar@acme.test"}
    again = str(new_id())
    assert (await ask(wei, again, **taken)).json()["data"]["addPerson"]["person"] is None
    assert (await ask(wei, again, **GRACE)).json()["data"]["addPerson"]["person"] is not None
    assert (await ask(wei, key, **GRACE)).json()["data"]["addPerson"]["person"] is None


async def test_several_deeds_of_one_request(wei: httpx2.AsyncClient, key: str) -> None:
    hire = 'addPerson(input:{name:"%s",email:"%s@acme.test"}){person{name}}'
    both = "mutation{a:" + hire % ("Ada", "ada") + " b:" + hire % ("Bob", "bob") + "}"
    first, second = [(await ask(wei, key, both)).json()["data"] for _ in range(2)]
    assert first == {"a": {"person": {"name": "Ada"}}, "b": {"person": {"name": "Bob"}}}
    assert second == first
    assert await people(wei) == 8


async def test_a_secret_is_told_again_and_kept_sealed(
    wei: httpx2.AsyncClient, cast: Cast, key: str
) -> None:
    until = {"until": (NOON + timedelta(days=300)).isoformat()}
    del wei.headers["Authorization"]
    await sign_in(wei, cast, cast.wei)
    wei.headers.update(OURS)
    first, second = [(await ask(wei, key, TOKEN, **until)).json()["data"] for _ in range(2)]
    assert first["createToken"]["secret"].startswith("tanlu_user_")
    assert second == first
    async with open_work(cast.place, Actor.system()) as work:
        (kept,) = (await work.session.scalars(select(Answered))).all()
    assert first["createToken"]["secret"] not in kept.answer
    assert key not in kept.hash


@pytest.mark.parametrize("odd", ["", "short", "x" * 256, "with space", "tab\tinside", "schlüssel"])
async def test_a_key_that_is_none(wei: httpx2.AsyncClient, odd: str) -> None:
    body: dict[str, Any] = {"query": HIRE, "variables": GRACE}
    answer = await wei.post("/graphql", json=body, headers={"Idempotency-Key": odd.encode()})
    assert refusal(answer) == (400, "BAD_USER_INPUT")
    assert await people(wei) == 6


async def test_questions_need_no_key(wei: httpx2.AsyncClient, key: str) -> None:
    for document in ("{viewer{name}}", "{viewer{title}}"):
        assert "errors" not in (await ask(wei, key, document)).json()


async def test_a_key_is_busy_until_its_unit_ends(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as first:
        assert await told_before(first, "k", "this") is None
        with pytest.raises(KeyBusy):
            async with open_work(cast.place, Actor.system(), now=NOON) as second:
                await told_before(second, "k", "this")
        await remember_answer(first, "k", "this", "{}")
    async with open_work(cast.place, Actor.system(), now=NOON) as third:
        assert await told_before(third, "k", "this") == "{}"
        with pytest.raises(KeyReused):
            await told_before(third, "k", "that")


async def _fail(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await told_before(work, "k", "this")
        await remember_answer(work, "k", "this", "{}")
        _ = 1 / 0


async def test_a_unit_that_fails_leaves_its_key_free(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        await _fail(cast)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert await told_before(work, "k", "that") is None


@pytest.mark.parametrize(("hours", "told"), [(23.9, "{}"), (24, None)])
async def test_a_key_is_kept_for_a_day(cast: Cast, hours: float, told: str | None) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await remember_answer(work, "k", "this", "{}")
    later = NOON + timedelta(hours=hours)
    async with open_work(cast.place, Actor.system(), now=later) as work:
        assert await told_before(work, "k", "this") == told
    await forget_old_sign_ins.run(Run(cast.place, new_id(), now=later))
    async with open_work(cast.place, Actor.system(), now=later) as work:
        left = (await work.session.scalars(select(Answered.hash))).all()
    assert list(left) == (["k"] if told else [])


async def test_an_old_key_is_as_new(cast: Cast) -> None:
    for day, asked in enumerate(("this", "that")):
        async with open_work(cast.place, Actor.system(), now=NOON + timedelta(days=day)) as work:
            assert await told_before(work, "k", asked) is None
            await remember_answer(work, "k", asked, f'"{asked}"')
    async with open_work(cast.place, Actor.system(), now=NOON + timedelta(days=1)) as work:
        assert await told_before(work, "k", "that") == '"that"'
