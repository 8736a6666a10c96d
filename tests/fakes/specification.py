"""Atlassian's own OpenAPI documents, and what an answer has against them."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import FormatChecker
from openapi_schema_validator import OAS30Validator, oas30_format_checker

from fakes.jira.load import DATA

FILES = {"/rest/api/3": "platform-v3.json.gz", "/rest/agile/1.0": "agile-1.0.json.gz"}
FOLDER = DATA / "openapi"

Json = dict[str, Any]
NULLABLE_TEXT = {"type": "string", "nullable": True}
AS_THE_EXAMPLES_SAY: dict[tuple[str, str], Json] = {
    ("Webhook", "expirationDate"): {"type": "string"},
    ("WebhooksExpirationDate", "expirationDate"): {"type": "string"},
    ("ChangeDetails", "from"): NULLABLE_TEXT,
    ("ChangeDetails", "fromString"): NULLABLE_TEXT,
    ("ChangeDetails", "to"): NULLABLE_TEXT,
    ("ChangeDetails", "toString"): NULLABLE_TEXT,
    ("Changelog", "created"): {"anyOf": [{"type": "string"}, {"type": "integer"}]},
}
"""Where a schema contradicts the example beside it, and real Jiras, which do as the example."""
CONFIGURATION = "/rest/agile/1.0/board/{boardId}/configuration"
AS_ANOTHER = {"/rest/agile/1.0/sprint/{sprintId}/issue": "/rest/agile/1.0/board/{boardId}/issue"}
"""It has no schema, and its example is one issue of the page."""
FORMATS = FormatChecker(formats=())
FORMATS.checkers = {
    name: check for name, check in oas30_format_checker.checkers.items() if name != "date-time"
}
"""Jira writes offsets without a colon, which no date-time may be by the book."""


@cache
def document(prefix: str) -> Json:
    with gzip.open(FOLDER / FILES[prefix], "rt", encoding="utf-8") as file:
        told: Json = json.load(file)
    for (name, field), instead in AS_THE_EXAMPLES_SAY.items():
        schema = told["components"]["schemas"].get(name)
        if schema is not None:
            assert field in schema["properties"]
            schema["properties"][field] = instead
    if CONFIGURATION in told["paths"]:
        # Its schema knows no key, id and name of a location, which its example has.
        schema = answer_in(told, "GET", CONFIGURATION, 200)["schema"]
        schema["properties"]["location"] = {"type": "object", "required": ["type", "key", "id"]}
    return told


def answer_of(method: str, path: str, status: int) -> Json:
    """What the document says about this answer: its schema, its example, or neither."""
    path = AS_ANOTHER.get(path, path)
    prefix = next(one for one in FILES if path.startswith(one))
    return answer_in(document(prefix), method, path, status)


def answer_in(told: Json, method: str, path: str, status: int) -> Json:
    responses = told["paths"][path][method.lower()]["responses"]
    content: Json = responses[str(status)].get("content", {}).get("application/json", {})
    return content


def problems(method: str, path: str, status: int, body: object) -> Iterator[str]:
    """What is wrong with an answer, each with where. Where there is no schema: unknown keys."""
    told = answer_of(method, path, status)
    if "schema" in told and told["schema"] is not None:
        prefix = next(one for one in FILES if path.startswith(one))
        schema = told["schema"] | {"components": document(prefix)["components"]}
        validator = OAS30Validator(schema, format_checker=FORMATS)
        for error in validator.iter_errors(body):
            yield f"{error.json_path}: {error.message[:200]}"
    elif "example" in told:
        yield from _strange_keys("$", json.loads(told["example"]), body)


def _strange_keys(where: str, example: object, body: object) -> Iterator[str]:
    if isinstance(example, dict) and isinstance(body, dict):
        for key in body.keys() - example.keys():
            yield f"{where}.{key}: the example has no such key"
        for key in body.keys() & example.keys():
            yield from _strange_keys(f"{where}.{key}", example[key], body[key])
    elif isinstance(example, list) and isinstance(body, list) and example:
        union: Json = {}
        for one in example:
            union |= one if isinstance(one, dict) else {}
        for number, one in enumerate(body):
            yield from _strange_keys(f"{where}[{number}]", union, one)
