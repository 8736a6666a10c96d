"""How often an issuer is asked for its description and its keys, and how long both are believed."""

from types import SimpleNamespace

import pytest

from tenants import openid
from tenants.openid import Distrusted, Issuer
from tests.api.oidc.idp import Idp


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands still until it is set."""
    clock = SimpleNamespace(now=1_000.0)
    monkeypatch.setattr(openid, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


ASKED = [
    (0, False, 1),
    (59, True, 1),
    (599, False, 1),
    (600, False, 2),
    (659, True, 2),
    (660, True, 3),
    (661, True, 3),
    (1_259, False, 3),
    (1_260, False, 4),
]
"""Seconds since the first, whether something newer is wanted, how often it was asked by then."""


async def test_keys_are_believed_for_ten_minutes_and_asked_for_once_a_minute(
    idp: Idp, clock: SimpleNamespace
) -> None:
    issuer, began = Issuer(idp.issuer), clock.now
    for seconds, newer, times in ASKED:
        clock.now = began + seconds
        assert (await issuer.keys(newer=newer))["keys"] == idp.keys
        assert idp.fetched("keys") == times, seconds


async def test_what_was_wrong_is_asked_again_soon_but_not_at_once(
    idp: Idp, clock: SimpleNamespace
) -> None:
    issuer, began = Issuer(idp.issuer), clock.now
    idp.metadata = {"issuer": "https://other.example"}
    for seconds, times in ((0, 1), (9, 1), (10, 2)):
        clock.now = began + seconds
        with pytest.raises(Distrusted, match="OTHER_ISSUER"):
            await issuer.metadata()
        assert idp.fetched("metadata") == times
    idp.metadata = {}
    clock.now = began + 20
    assert (await issuer.metadata()).issuer == idp.issuer


async def test_one_that_turns_bad_is_believed_no_longer(idp: Idp, clock: SimpleNamespace) -> None:
    issuer = Issuer(idp.issuer)
    await issuer.metadata()
    idp.metadata = {"jwks_uri": "https://127.0.0.1/keys"}
    clock.now += 600
    with pytest.raises(Distrusted, match="BLOCKED"):
        await issuer.metadata()


async def test_issuers_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openid, "_ISSUERS_AT_MOST", 3)
    openid.forget_issuers()
    first = openid.issuer_named("https://a.example")
    for name in ("b", "c", "a", "d"):
        openid.issuer_named(f"https://{name}.example")
    assert openid.issuer_named("https://a.example") is first
    assert [name[8:9] for name in openid._issuers] == ["c", "d", "a"]  # noqa: SLF001 - its size
    openid.forget_issuers()
