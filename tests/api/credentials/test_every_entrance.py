"""Every address with every kind of secret, never used and just used: none passes for another."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api import auth
from api.accepted_credentials import ACCEPTED, Part
from api.graphql.serving.budget import budgets
from tenants.credential import CredentialKind
from tests.api.credentials.holder import MAKERS, Holder, holder, open_servers
from tests.api.credentials.trying import AT_HOME, ENDING, NOT_LET_IN, TRIES, show
from tests.api.oidc.conftest import idp  # noqa: F401 - a fixture
from tests.api.oidc.idp import Idp
from tests.api.plugins.conftest import Home, home  # noqa: F401 - a fixture
from tests.people import Cast

EVERYWHERE = (Part.BEARER, Part.BASIC, Part.COOKIE)
"""Every request has these parts."""
GOOD_ONCE = {
    CredentialKind.SIGN_IN_LINK,
    CredentialKind.AUTHORIZATION_CODE,
    CredentialKind.CLIENT_ASSERTION,
    CredentialKind.CONSENT_STATE,
}
ROOT = Path(auth.__file__).parent


def test_every_address_is_in_the_table(app: Starlette) -> None:
    assert {route.path for route in _routes(app)} == set(ACCEPTED)


def test_every_kind_is_made_and_used_in_its_place() -> None:
    assert set(MAKERS) == set(AT_HOME) == set(CredentialKind)
    taken = {kind for parts in ACCEPTED.values() for kinds in parts.values() for kind in kinds}
    assert taken == set(CredentialKind)


def test_every_other_part_that_may_hold_a_secret_is_tried() -> None:
    parts = {(path, part) for path, takes in ACCEPTED.items() for part in takes}
    assert set(TRIES) >= {(path, part) for path, part in parts if part not in EVERYWHERE}
    assert set(TRIES) <= parts


def test_cookies_and_authorizations_are_read_in_one_place_each() -> None:
    """Whoever reads them elsewhere asks no table; two only look whether there is one."""
    readers = {
        name: {
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*.py")
            if any(name in line for line in path.read_text(encoding="utf-8").splitlines())
        }
        for name in ("request.cookies", '"authorization"')
    }
    assert readers == {
        "request.cookies": {"session_cookie.py", "way_back.py"},
        '"authorization"': {"auth.py", "oauth/proof.py", "operator_mail.py", "strangers.py"},
    }


@pytest.mark.parametrize("path", ACCEPTED)
async def test_every_kind_of_secret_at(
    app: Starlette, cast: Cast, home: Home, idp: Idp, path: str, monkeypatch: pytest.MonkeyPatch,  # noqa: F811
    tmp_path: Path,
) -> None:  # fmt: skip
    # There is no console in the way of our own pages.
    monkeypatch.setenv("TANLU_CONSOLE_DIR", str(tmp_path))
    open_servers(monkeypatch, home, idp)
    acme = await holder(app, cast, home, idp)
    for part in dict.fromkeys([*ACCEPTED[path], *EVERYWHERE]):
        kinds = frozenset(ACCEPTED[path].get(part, ()))
        for attempt in _attempts(app, path, part):
            assert await _taken(acme, idp, attempt, used=False) == kinds, (part, "never used")
            again = await _taken(acme, idp, attempt, used=True)
            assert again == kinds - GOOD_ONCE, (part, "just used")


Attempt = Callable[[Holder, Idp, str], Awaitable[bool]]


async def _taken(acme: Holder, idp: Idp, attempt: Attempt, *, used: bool) -> set[CredentialKind]:  # noqa: F811
    taken = set()
    for kind in CredentialKind:
        auth.forget_all()
        budgets.cache_clear()
        if used and kind in GOOD_ONCE and attempt in ENDING:
            continue
        secret = await acme.make(kind)
        if used:
            assert await AT_HOME[kind](acme, idp, secret), kind
        if await attempt(acme, idp, secret):
            taken.add(kind)
    return taken


def _attempts(app: Starlette, path: str, part: Part) -> list[Attempt]:
    """All that can be asked there; a part that is read by one method only is tried with that."""
    known = TRIES.get((path, part))
    if known is not None:
        return list(known) if isinstance(known, tuple) else [known]
    return [
        _shown(route, method, part)
        for route in _routes(app)
        for method in sorted((route.methods or {"GET", "POST"}) - {"HEAD"})
        if route.path == path
    ]


def _shown(route: Route, method: str, part: Part) -> Attempt:
    """Taken is what is answered otherwise than one that nobody has made."""

    async def attempt(acme: Holder, _: Idp, secret: str) -> bool:
        answer = await show(acme, route, method, part, secret)
        if answer.status_code in NOT_LET_IN:
            return False
        stranger = await show(acme, route, method, part, "nonsense")
        return _told(answer) != _told(stranger)

    return attempt


def _told(answer: Any) -> tuple[object, ...]:  # noqa: ANN401 - of the client's
    return answer.status_code, answer.headers.get("location"), answer.headers.get("set-cookie")


def _routes(app: Starlette) -> list[Route]:
    return [route for route in app.routes if isinstance(route, Route)]
