"""Whom an ID token is for (OpenID Connect Core 3.1.3.7): us, and others beside us if it says so."""

import pytest

from tests.api.oidc.conftest import Browser
from tests.api.oidc.idp import CLIENT, Idp

OMAR = {"email": "omar@acme.test", "email_verified": True}
PROJECT = "184083374883340289"
"""As Zitadel names the project of a client among the audiences."""


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": CLIENT},
        {"aud": [CLIENT]},
        {"aud": CLIENT, "azp": CLIENT},
        {"aud": [CLIENT], "azp": CLIENT},
        {"aud": [CLIENT, PROJECT], "azp": CLIENT},
        {"aud": [PROJECT, "another", CLIENT], "azp": CLIENT},
    ],
)
async def test_a_token_that_is_for_us(
    browser: Browser, idp: Idp, claims: dict[str, object]
) -> None:
    idp.more = {**OMAR, **claims}
    assert (await browser.go(idp)).status_code == 303
    assert await browser.viewer() == "Omar"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": [CLIENT, PROJECT]},
        {"aud": [CLIENT, PROJECT], "azp": None},
        {"aud": [CLIENT, PROJECT], "azp": ""},
        {"aud": [CLIENT, PROJECT], "azp": PROJECT},
        {"aud": [CLIENT, PROJECT], "azp": [CLIENT]},
        {"aud": [CLIENT, CLIENT, PROJECT], "azp": CLIENT},
        {"aud": [CLIENT, 7], "azp": CLIENT},
        {"aud": [CLIENT, [PROJECT]], "azp": CLIENT},
        {"aud": [CLIENT], "azp": PROJECT},
        {"aud": CLIENT, "azp": [CLIENT]},
        {"aud": PROJECT, "azp": CLIENT},
        {"aud": [PROJECT], "azp": CLIENT},
        {"aud": [PROJECT, "another"], "azp": CLIENT},
        {"aud": f"{CLIENT} {PROJECT}", "azp": CLIENT},
        {"aud": {CLIENT: CLIENT}, "azp": CLIENT},
        {"aud": [], "azp": CLIENT},
        {"aud": None, "azp": CLIENT},
    ],
)
async def test_a_token_that_is_for_others(
    browser: Browser, idp: Idp, claims: dict[str, object]
) -> None:
    idp.more = {**OMAR, **claims}
    answer = await browser.go(idp)
    assert (answer.status_code, "another application" in answer.text) == (403, True)
    assert await browser.viewer() is None
