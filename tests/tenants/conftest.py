"""Logins of every kind, a second company, and what the catalog knows."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from domain.base import new_id
from infra.database import Place, login_url, owner_url
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tests.server import another_database
from tests.tenants.catalog import plain


@pytest.fixture
async def rival(platform: None) -> Place:
    return await create_tenant(f"rival-{new_id()}", "Rival")


@pytest.fixture
async def owner(platform: None) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(plain(owner_url()))
    yield connection
    await connection.close()


@pytest.fixture
async def app(platform: None) -> AsyncIterator[asyncpg.Connection]:
    """The app's login, with no tenant taken on."""
    connection = await asyncpg.connect(plain(login_url("app")))
    yield connection
    await connection.close()


@pytest.fixture
async def house(platform: None) -> AsyncIterator[asyncpg.Connection]:
    """A database of the test's own, seen by its owner, because it migrates every tenant there."""
    async with another_database():
        await make_platform()
        connection = await asyncpg.connect(plain(owner_url()))
        yield connection
        await connection.close()
