"""The directory through the schema, as far as the schema adds to the commands."""

import pytest

from domain.actor import Actor
from tenants.sign_in import create_sign_in_link, redeem_link
from tenants.work import open_work
from tests.asking import Asking
from tests.people import Cast, acting

PREVIEW = """
    mutation ($input: ImportPeopleInput!) {
        previewImport(input: $input) {
            created updated unchanged userErrors { message field }
        }
    }
"""


async def test_a_preview_names_each_faulty_row(cast: Cast) -> None:
    rows = [
        {"name": "Li", "email": "li@acme.test"},
        {"name": "Bo", "email": "nowhere"},
        {"name": " ", "email": "cy@acme.test"},
    ]
    hua = Asking(cast.place, acting(cast.hua))
    assert (await hua.ask(PREVIEW, input={"items": rows}))["previewImport"] == {
        "created": None,
        "updated": None,
        "unchanged": None,
        "userErrors": [
            {"message": "This is not an e-mail address", "field": ["items", "1", "email"]},
            {"message": "Write something here", "field": ["items", "2", "name"]},
        ],
    }
    assert (await hua.ask(PREVIEW, input={"items": rows[:1]}))["previewImport"] == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "userErrors": [],
    }


async def test_an_admin_sees_who_has_signed_in(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        await redeem_link(work, await create_sign_in_link(work, person_id=cast.omar.id))
    asked = "{ people(first: 9) { nodes { name hasSignedIn } } }"
    wei = Asking(cast.place, acting(cast.wei))
    people = (await wei.ask(asked))["people"]["nodes"]
    assert [person["name"] for person in people if person["hasSignedIn"]] == ["Omar"]


@pytest.mark.parametrize("scopes", [frozenset({"people:read"})])
async def test_it_is_not_part_of_reading_the_directory(cast: Cast, scopes: frozenset[str]) -> None:
    omar = Asking(cast.place, acting(cast.omar), scopes=scopes)
    refused = await omar.refusals("{ people(first: 1) { nodes { hasSignedIn } } }")
    assert len(refused) == 1
