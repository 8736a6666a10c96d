"""The fakes with their own small world, at a moment that stands still."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx2
import pytest
from starlette.applications import Starlette

from fakes.app import create_app, jira_of
from fakes.clock import Clock
from fakes.jira.jira import Jira
from tests.fakes.asking import BASE, NO_DATA, client_of
from tests.fakes.receiver import Receiver

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def app(clock: Clock, receiver: Receiver) -> Starlette:
    return create_app(BASE, clock=clock, data=NO_DATA, transport=receiver)


@pytest.fixture
def jira(app: Starlette) -> Jira:
    return jira_of(app)


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(app) as client:
        yield client
