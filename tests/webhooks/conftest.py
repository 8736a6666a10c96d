"""A receiver that may be reached, and what is sent to it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.applications import Starlette

from api.app import create_app
from infra.posting import close_posting
from infra.settings import settings
from tests.webhooks.receiver import Receiver, a_receiver


@pytest.fixture(scope="session")
def app(platform: None) -> Starlette:
    return create_app()


@pytest.fixture
async def receiver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    """On loopback, opened as an operator would open it."""
    async with a_receiver() as receiver:
        monkeypatch.setenv("TANLU_PRIVATE_PEERS", f'["{receiver.peer}"]')
        settings.cache_clear()
        yield receiver
        await close_posting()
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(autouse=True)
async def lane_closed() -> AsyncIterator[None]:
    yield
    await close_posting()


@pytest.fixture
def settings_read_anew() -> Iterator[None]:
    yield
    settings.cache_clear()
