"""What a company gives us to keep opens for that company only, and only where it belongs."""

import pytest
from sqlalchemy import delete, select

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place
from infra.encryption import Unreadable, new_key, seal_with, unseal_with
from tenants.provisioning import create_tenant
from tenants.vault import TenantKey, seal, unseal
from tenants.work import open_work

SECRET = "a refresh token, 刷新令牌"


async def test_what_was_sealed_opens_again_and_shows_nothing(acme: Place) -> None:
    async with open_work(acme, Actor.system()) as work:
        sealed = await seal(work, SECRET, about="connections:1")
    assert "token" not in sealed
    async with open_work(acme, Actor.system()) as work:
        assert await unseal(work, sealed, about="connections:1") == SECRET
        assert await seal(work, SECRET, about="connections:1") != sealed


async def test_it_opens_nowhere_else(acme: Place) -> None:
    async with open_work(acme, Actor.system()) as work:
        sealed = await seal(work, SECRET, about="connections:1")
        with pytest.raises(Unreadable):
            await unseal(work, sealed, about="connections:2")
        with pytest.raises(Unreadable):
            await unseal(work, sealed[:-8] + "AAAAAAA=", about="connections:1")
        with pytest.raises(Unreadable):
            await unseal(work, "not sealed at all", about="connections:1")


async def test_another_company_cannot_open_it_nor_see_the_key(acme: Place) -> None:
    rival = await create_tenant(f"rival-{new_id()}", "Rival")
    async with open_work(acme, Actor.system()) as work:
        sealed = await seal(work, SECRET, about="connections:1")
    async with open_work(rival, Actor.system()) as work:
        with pytest.raises(Unreadable):
            await unseal(work, sealed, about="connections:1")
        keys = (await work.session.scalars(select(TenantKey.tenant_id))).all()
        assert keys == [rival.tenant_id]


async def test_without_its_key_everything_is_gone(acme: Place) -> None:
    async with open_work(acme, Actor.system()) as work:
        sealed = await seal(work, SECRET, about="connections:1")
        await work.session.execute(delete(TenantKey))
        with pytest.raises(Unreadable):
            await unseal(work, sealed, about="connections:1")


def test_a_key_opens_only_its_own() -> None:
    sealed = seal_with(new_key(), SECRET, about="here")
    with pytest.raises(Unreadable):
        unseal_with(new_key(), sealed, about="here")
