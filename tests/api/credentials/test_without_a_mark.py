"""What a company was given before secrets had marks is good where it was, and nowhere else."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from api import auth
from api.graphql.serving.budget import budgets
from domain.actor import Actor
from tenants.credential import CredentialKind, digest, new_signing_secret
from tenants.work import open_work
from tests.api.credentials.holder import Holder, holder, open_servers
from tests.api.credentials.trying import AT_HOME
from tests.api.oidc.conftest import idp  # noqa: F401 - a fixture
from tests.api.oidc.idp import Idp
from tests.api.plugins.conftest import Home, home  # noqa: F401 - a fixture
from tests.people import Cast

KEPT: Mapping[CredentialKind, str] = {
    CredentialKind.SESSION: "platform.sessions SET hash",
    CredentialKind.SIGN_IN_LINK: "platform.sign_in_links SET hash",
    CredentialKind.CLIENT_SECRET: "platform.clients SET secret_hash",
    CredentialKind.AUTHORIZATION_CODE: "delegation_codes SET hash",
    CredentialKind.CONSENT_STATE: "consents SET state_hash",
}
"""Where their hashes are. Those of addresses for hooks are never changed."""


@pytest.mark.parametrize("kind", KEPT)
async def test_an_old_secret_is_good_in_its_own_place(
    app: Starlette, cast: Cast, home: Home, idp: Idp, kind: CredentialKind,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    open_servers(monkeypatch, home, idp)
    acme = await holder(app, cast, home, idp)
    old = await _without_a_mark(acme, kind)
    for works in (True, False):
        # Before it is remembered, and after.
        taken = [each for each in AT_HOME if each is not kind and await _at(acme, idp, each, old)]
        assert taken == []
        if works:
            assert await AT_HOME[kind](acme, idp, old)


async def _at(acme: Holder, idp: Idp, kind: CredentialKind, secret: str) -> bool:  # noqa: F811
    budgets.cache_clear()
    return await AT_HOME[kind](acme, idp, secret)


async def _without_a_mark(acme: Holder, kind: CredentialKind) -> str:
    auth.forget_all()
    made, old = await acme.make(kind), new_signing_secret()
    column = KEPT[kind].rpartition(" ")[2]
    changed = text(f"UPDATE {KEPT[kind]} = :old WHERE {column} = :made")
    async with open_work(acme.cast.place, Actor.system()) as work:
        connection = await work.session.connection()
        done = await connection.execute(changed, {"old": digest(old), "made": digest(made)})
        assert done.rowcount == 1
    return old
