"""A database for the process, a tenant for each test."""

import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

import operate.tables  # noqa: F401 - what a tenant is made of
from domain.base import new_id
from infra.database import Place, close_engines
from infra.embedded import Embedded
from infra.memory import keep_what_is_loaded
from tenants.migrations.rendering import stale
from tenants.operations.spare_supply import provide_spares
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tests.people import Cast, hire_cast
from tests.server import remove_server, start_server, use_database

if TYPE_CHECKING:
    from demo.living_company.company import Company

_SERVER = pytest.StashKey[Embedded]()


def pytest_configure(config: pytest.Config) -> None:
    # Until all tests are there: a third of the time of loading them.
    gc.disable()
    if "PYTEST_XDIST_WORKER" not in os.environ and "TANLU_TEST_SERVER" not in os.environ:
        config.stash[_SERVER] = start_server()


def pytest_collection_finish() -> None:
    keep_what_is_loaded()


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_SERVER, None):
        remove_server(server)


@pytest.fixture(scope="session", autouse=True)
def database() -> None:
    use_database(f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}")


@pytest.fixture(scope="session")
async def platform() -> AsyncIterator[None]:
    if stale():
        pytest.exit("The models have changed: run ./tanlu migrate render")
    await make_platform()
    yield
    await close_engines()


@pytest.fixture
async def spares(platform: None) -> AsyncIterator[None]:
    """Somebody provides spare companies, as the provisioner's process does."""
    stop = threading.Event()
    providing = asyncio.create_task(provide_spares(stop))
    yield
    stop.set()
    await providing


@pytest.fixture
async def acme(platform: None) -> Place:
    """A company of this test's own."""
    return await create_tenant(f"acme-{new_id()}", "Acme")


@pytest.fixture
async def cast(acme: Place) -> Cast:
    """Mei, Omar, Ana, Ivan, Hua and Wei, at work in Acme."""
    return await hire_cast(acme)


@pytest.fixture(scope="session")
async def living(platform: None) -> "Company":
    """青禾智控, played once. Tests look at it, and leave it as it is."""
    # Few tests want all that it stands on.
    from tests.living_company import played_today  # noqa: PLC0415

    return await played_today()
