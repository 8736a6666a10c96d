"""What is wrong with a manifest is said by line, in both languages."""

import json
from typing import Any

import pytest

from integrations.plugins.manifest import Manifest
from integrations.plugins.reading import LONGEST, Flawed, ManifestText
from tests.plugins import a_manifest, both, wanted, written


def read(text: str) -> Manifest:
    return ManifestText.of(text).manifest()


def flaws(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(Flawed) as flawed:
        read(text)
    assert all(flaw.zh for flaw in flawed.value.flaws)
    return [(flaw.line, flaw.path, flaw.message) for flaw in flawed.value.flaws]


def test_a_manifest_says_what_it_asks_for() -> None:
    manifest = read(written(a_manifest()))
    assert manifest.id == "dev.acme.weekly"
    assert [each.scope for each in manifest.scopes.required] == ["records:read", "people:read"]
    assert [each.scope for each in manifest.wanted()][-1] == "conversations.content:read"
    assert manifest.at(manifest.lifecycle.url) == "http://127.0.0.1:9/hooks/lifecycle"


def test_a_misspelt_key_is_an_error_on_its_line() -> None:
    text = written({**a_manifest(), "egres": []})
    line = text.splitlines().index('  "egres": []') + 1
    assert flaws(text) == [(line, "egres", "The format knows no such key")]


def test_every_flaw_is_told_with_its_line() -> None:
    text = """{
\t"manifestVersion": 2,
\t"name": {"en": "Weekly \\ud83d\\ude00",
\t\t"zh-CN": 7},
\t"auth": {"clientAuth": "private_key_jwt",
\t\t"jwks": "/keys"}
}"""
    found = flaws(text)
    assert found[0] == (2, "manifestVersion", "This must be 1 or less")
    assert (4, "name.zh-CN", "This must be text") in found
    assert (5, "auth.jwksUri", "This is missing") in found
    assert (6, "auth.jwks", "The format knows no such key") in found
    assert (1, "lifecycle", "This is missing") in found


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{\n"a": 1,\n}', 3, "This is not JSON"),
        ('{"a": 1, "a": 2}', None, "the key 'a' stands twice"),
        ('{"a": NaN}', None, "NaN is no number"),
        ("", 1, "This is not JSON"),
        ("[" * 5000, None, "This is not JSON"),
        ("[]", 1, "This must be an object"),
        (" " * (LONGEST + 1), None, "Keep this to"),
    ],
)
def test_what_is_no_manifest_at_all(text: str, line: int | None, words: str) -> None:
    [(found, _, message)] = flaws(text)
    assert found == line
    assert words in message


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"id": "Weekly"}, "id", "must match"),
        ({"version": "1.2"}, "version", "must match"),
        ({"platform": "soon"}, "platform", "range of versions"),
        ({"baseUrl": "https://acme.dev/app"}, "baseUrl", "must match"),
        ({"baseUrl": "https://me@acme.dev"}, "baseUrl", "must match"),
        ({"lifecycle": {"url": "https://evil.example/x"}}, "lifecycle.url", "must match"),
        ({"lifecycle": {"url": "//evil.example/x"}}, "lifecycle.url", "must match"),
        ({"egress": ["*"]}, "egress[0]", "must match"),
        ({"egress": ["a.dev", "a.dev"]}, "egress", "more than once"),
        ({"name": {"en": "Weekly"}}, "name.zh-CN", "missing"),
        ({"name": both("Weekly\nly", "周报")}, "name.en", "must match"),
        ({"summary": both("x" * 161, "周报")}, "summary.en", "160 characters"),
        ({"links": {"privacy": "javascript:alert(1)"}}, "links.privacy", "must match"),
        ({"auth": {"clientAuth": "none"}}, "auth", "must be one of"),
        ({"manifestVersion": True}, "manifestVersion", "whole number"),
        (
            {"scopes": {"required": [wanted("a:read")], "optional": [wanted("a:read")]}},
            "scopes",
            "both required and optional",
        ),
        ({"scopes": {"required": ["goals:read"]}}, "scopes.required[0]", "must be an object"),
        (
            {"dataAccess": {"stores": [], "region": ["CN"], "retentionDays": "30"}},
            "dataAccess.retentionDays",
            "whole number",
        ),
    ],
)
def test_a_value_that_cannot_be(changes: dict[str, Any], path: str, words: str) -> None:
    [(line, found, message)] = flaws(written(a_manifest(**changes)))
    assert (found, words in message) == (path, True), message
    assert line is not None


def test_half_a_letter_is_not_text() -> None:
    text = json.dumps(a_manifest(name=both("\ud800", "周报")))
    assert flaws(text) == [(1, "name.en", "This contains what is not text")]


@pytest.mark.parametrize(
    ("auth", "path", "message"),
    [
        ({"grants": ["authorization_code"]}, "auth", "authorization_code and redirectUris need"),
        ({"redirectUris": ["/back"]}, "auth", "authorization_code and redirectUris need"),
        ({"grants": ["refresh_token"]}, "auth", "refresh_token needs authorization_code"),
        ({"grants": []}, "auth.grants", "Name at least 1 item"),
        ({"grants": ["password"]}, "auth.grants[0]", "This must be 'client_credentials'"),
        ({"grants": ["client_credentials"] * 2}, "auth.grants", "client_credentials is named more"),
        (
            {"grants": ["authorization_code"], "redirectUris": ["https://evil.example/back"]},
            "auth.redirectUris[0]",
            "This must match",
        ),
        (
            {"grants": ["authorization_code"], "redirectUris": ["/back?x"]},
            "auth.redirectUris[0]",
            "This must match",
        ),
    ],
)
def test_whoever_acts_for_people_says_where_they_come_back(
    auth: dict[str, Any], path: str, message: str
) -> None:
    text = written(a_manifest(auth={"clientAuth": "client_secret_basic", **auth}))
    [(line, where, said)] = flaws(text)
    assert (line is not None, where) == (True, path)
    assert said.startswith(message)


def test_a_manifest_that_says_nothing_of_grants_acts_by_itself() -> None:
    auth = read(written(a_manifest())).auth
    assert (auth.grants, auth.redirect_uris) == (["client_credentials"], [])
