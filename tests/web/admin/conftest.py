"""An office with something on every desk."""

import json

import pytest

from infra.settings import settings
from tests.integrations.conftest import Played, played, settings_read_anew, tanlu
from tests.people import Cast
from tests.web.admin.office import Office, an_office
from tests.webhooks.conftest import receiver
from tests.webhooks.receiver import Receiver

__all__ = ["played", "receiver", "settings_read_anew", "tanlu"]


@pytest.fixture
async def office(
    cast: Cast, receiver: Receiver, played: Played, monkeypatch: pytest.MonkeyPatch
) -> Office:
    peers = [receiver.peer, played.address.removeprefix("http://")]
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", json.dumps(peers))
    settings.cache_clear()
    return await an_office(cast, receiver, played)
