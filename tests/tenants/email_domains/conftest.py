"""A company that claims domains, and the DNS that is asked about them."""

import os
from collections.abc import AsyncIterator

import orjson
import pytest

from infra.settings import settings
from tests.tenants.email_domains.nameserver import Nameserver, nameserver


@pytest.fixture
async def dns() -> AsyncIterator[Nameserver]:
    async with nameserver() as server:
        os.environ["TANLU_DNS_SERVERS"] = orjson.dumps([f"127.0.0.1:{server.port}"]).decode()
        settings.cache_clear()
        yield server
        os.environ.pop("TANLU_DNS_SERVERS")
        settings.cache_clear()
