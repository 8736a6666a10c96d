"""The published JSON Schema and the model say the same."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from integrations.plugins.manifest import published_schema
from tests.plugins import a_manifest, both

SCHEMA = published_schema("https://tanlu.example/.well-known/plugin-manifest/v1.json")


def test_it_is_a_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_a_manifest_fits_it() -> None:
    Draft202012Validator(SCHEMA).validate(a_manifest())


@pytest.mark.parametrize(
    "changes",
    [
        {"egres": []},
        {"manifestVersion": 2},
        {"id": "Weekly"},
        {"name": both("", "周报")},
        {"auth": {"clientAuth": "private_key_jwt"}},
        {"auth": {"clientAuth": "client_secret_basic", "jwksUri": "/keys"}},
        {"lifecycle": {"url": "https://evil.example/x"}},
        {"lifecycle": None},
        {"egress": ["*"]},
    ],
)
def test_what_the_model_refuses_does_not(changes: dict[str, Any]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(a_manifest(**changes))
