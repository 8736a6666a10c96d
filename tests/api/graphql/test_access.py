"""Tokens and invitations through the schema."""

from datetime import timedelta

import pytest

from domain.actor import Actor, Role
from infra import clock
from tests.asking import Asking
from tests.people import Cast

CREATE = """
    mutation ($input: CreateTokenInput!) {
        createToken(input: $input) {
            secret token { id name scopes kind } userErrors { message field }
        }
    }
"""
INVITE = """
    mutation ($input: InvitePersonInput!) {
        invitePerson(input: $input) { url userErrors { code } }
    }
"""


def _wanted(**more: object) -> dict[str, object]:
    ends = (clock.now() + timedelta(days=30)).isoformat()
    wanted = {"kind": "USER", "name": "Laptop", "scopes": ["goals:read"], "expiresAt": ends}
    return {**wanted, **more}


async def test_a_person_makes_a_token_sees_it_and_revokes_it(cast: Cast) -> None:
    omar = Asking(cast.place, Actor.person(cast.omar.id))
    made = (await omar.ask(CREATE, input=_wanted()))["createToken"]
    assert made["secret"].startswith("tanlu_user_")
    assert made["token"]["scopes"] == ["goals:read"]
    await omar.ask(
        "mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { token { id } } }",
        input={"tokenId": made["token"]["id"]},
    )
    listed = await omar.ask("{ accessTokens(first: 5) { nodes { id revokedAt } } }")
    assert [each["id"] for each in listed["accessTokens"]["nodes"]] == [made["token"]["id"]]
    assert listed["accessTokens"]["nodes"][0]["revokedAt"] is not None


async def test_nobody_gives_more_than_they_hold(cast: Cast) -> None:
    few = frozenset({"tokens:manage", "goals:read"})
    omar = Asking(cast.place, Actor.person(cast.omar.id), scopes=few)
    made = (await omar.ask(CREATE, input=_wanted(scopes=["records:read"])))["createToken"]
    assert made == {
        "secret": None,
        "token": None,
        "userErrors": [
            {"message": "You cannot give what you do not hold: records:read", "field": ["scopes"]}
        ],
    }


async def test_tokens_of_others_are_not_listed(cast: Cast) -> None:
    await Asking(cast.place, Actor.person(cast.omar.id)).ask(CREATE, input=_wanted())
    listed = "{ accessTokens(first: 5) { totalCount } }"
    seen = {
        name: (await Asking(cast.place, actor).ask(listed))["accessTokens"]["totalCount"]
        for name, actor in {
            "mei": Actor.person(cast.mei.id),
            "wei": Actor.person(cast.wei.id, Role.ADMIN),
        }.items()
    }
    assert seen == {"mei": 0, "wei": 1}


@pytest.mark.parametrize(("role", "codes"), [(Role.HR, ["NOT_ALLOWED"]), (Role.ADMIN, [])])
async def test_only_admins_invite(cast: Cast, role: Role, codes: list[str]) -> None:
    asking = Asking(cast.place, Actor.person(cast.wei.id, role))
    answer = (await asking.ask(INVITE, input={"personId": str(cast.ana.id)}))["invitePerson"]
    assert [each["code"] for each in answer["userErrors"]] == codes
    assert (answer["url"] is None) is bool(codes)


async def test_one_sees_what_one_may_give(cast: Cast) -> None:
    few = frozenset({"goals:read", "records:read"})
    omar = Asking(cast.place, Actor.person(cast.omar.id), scopes=few, locale="zh-CN")
    assert await omar.ask("{ heldScopes { scope meaning sensitivity } }") == {
        "heldScopes": [
            {"scope": "goals:read", "meaning": "查看目标及进展", "sensitivity": "PERSONAL"},
            {
                "scope": "records:read",
                "meaning": "阅读沟通记录和承诺事项",
                "sensitivity": "PRIVATE",
            },
        ]
    }
