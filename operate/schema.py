"""Writes `api/schema.graphql`, the schema as clients see it; with --check, compares it."""

import argparse
from difflib import unified_diff

from infra.settings import ROOT
from infra.trouble import Trouble

FILE = ROOT / "api" / "schema.graphql"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing, fail if stale")


def run(arguments: argparse.Namespace) -> int:
    exported = export()
    if not arguments.check:
        FILE.write_text(exported, encoding="utf-8")
        return 0
    kept = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    if changes := list(unified_diff(kept.splitlines(), exported.splitlines(), "file", "code", n=0)):
        shown = "\n".join(changes[:40])
        raise Trouble(f"api/schema.graphql is stale; run ./tanlu schema.\n{shown}")
    return 0


def export() -> str:
    from api.graphql.schema import schema  # noqa: PLC0415 - building it takes half a second

    return schema.as_str() + "\n"
