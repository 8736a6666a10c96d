"""A furnished company for each part of the table, made when it is needed."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from starlette.applications import Starlette

from api import auth
from domain.base import new_id
from infra.settings import settings
from tests.api.actors.company import Company, furnish
from tests.tenants.email_domains.nameserver import nameserver

Companies = Callable[[str], Awaitable[Company]]


@pytest.fixture(scope="module")
async def companies(
    app: Starlette, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Companies]:
    """By what they are for. Their peers are machines of ours at which nobody answers."""
    made: dict[str, Company] = {}

    async def company(part: str) -> Company:
        if part not in made:
            made[part] = await furnish(app, f"acme-{new_id()}")
        return made[part]

    auth.forget_all()
    with pytest.MonkeyPatch.context() as patch:
        async with nameserver() as dns:
            patch.setenv("TANLU_PRIVATE_PEERS", '["127.0.0.1:9"]')
            patch.setenv("TANLU_DNS_SERVERS", f'["127.0.0.1:{dns.port}"]')
            # There is no console in the way of our own pages.
            patch.setenv("TANLU_CONSOLE_DIR", str(tmp_path_factory.mktemp("console")))
            settings.cache_clear()
            yield company
    settings.cache_clear()
    for each in made.values():
        await each.rows.close()
