"""Wherever somebody types an address, one that cannot be asked is told in a sentence."""

from typing import Any

import pytest

from tests.asking import Asking
from tests.people import Cast, acting
from tests.plugins import a_manifest, written

ODD = [
    "https://a..b",
    "https://.a.b",
    "https://é..b",
    "https://" + "a" * 64 + ".test",
    "https://[::1",
    "https://a.b:port",
    "https://a.b:99999",
    "https://user:word@a.b",
    "https://10.0.0.1",
    "https://",
    "a..b",
    "",
]
PLACES: dict[str, dict[str, Any]] = {
    "addIdentityProvider": {"name": "ID", "clientId": "c", "clientSecret": "s"},
    "createWebhookEndpoint": {"name": "Hook", "events": ["goal.proposed"]},
    "connectVendor": {"vendor": "jira", "name": "Jira"},
    "submitPlugin": {},
}


def _asked(place: str, url: str) -> list[dict[str, Any]]:
    """What is sent there, with that address in each of its fields in turn."""
    given = PLACES[place]
    if place == "addIdentityProvider":
        return [{**given, "issuer": url}]
    if place == "createWebhookEndpoint":
        return [{**given, "url": url}]
    if place == "submitPlugin":
        links = {"links": {"privacy": url}}
        return [
            {"url": url},
            {"manifest": written(a_manifest(url))},
            {"manifest": written(a_manifest(**links))},
        ]
    cloud = {"siteUrl": url, "email": "a@b.test", "apiToken": "t"}
    server, consent = {"baseUrl": url, "token": "t"}, {"clientId": "c", "clientSecret": "s"}
    ways = {
        "CLOUD_TOKEN": cloud | {"site_url": url, "api_token": "t"},
        "SERVER_TOKEN": server | {"base_url": url},
        "SERVER_OAUTH": {"base_url": url, "client_id": "c", "client_secret": "s", **consent},
    }
    return [{**given, "way": way, "settings": settings} for way, settings in ways.items()]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("url", ODD)
async def test_an_address_that_cannot_be_asked_is_refused(cast: Cast, place: str, url: str) -> None:
    wei = Asking(cast.place, acting(cast.wei))
    kind = f"{place[0].upper()}{place[1:]}Input!"
    document = f"mutation($i:{kind}){{{place}(input:$i){{userErrors{{code message}}}}}}"
    for given in _asked(place, url):
        answer = (await wei.ask(document, i=given))[place]
        assert [each["code"] for each in answer["userErrors"]] == ["INVALID"], given
