"""From a form to a connection that reads."""

import pytest

from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.people import Cast


@pytest.mark.parametrize("way", ["CLOUD_TOKEN", "SERVER_TOKEN"])
async def test_a_token_connects_and_everything_is_read(
    cast: Cast, played: Played, way: str
) -> None:
    admin = Admin(cast)
    connection = await admin.connect(played, way)
    seen = await admin.seen(connection)
    assert (seen["state"], seen["lastError"]) == ("CONNECTED", None)
    assert {source["kind"] for source in seen["sources"]} == {"SITE", "PROJECT", "BOARD"}
    read = await admin.read_everything(connection)
    assert read["state"] == "CONNECTED", read
    assert read["itemsRead"] == read["itemsExpected"] == len(played.demo.world.issues)
