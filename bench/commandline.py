"""Measures Tanlu against what it stands on, side by side in one run, on a server of its own."""

import argparse
from importlib import import_module

BENCHES = {
    "reads": ("bench.reads", "a planned read against SQL by hand and against PostGraphile"),
    "writes": ("bench.writes", "a command against the same inserts by hand"),
    "jobs": ("bench.jobs", "jobs a second, a quiet company's wait, and kills"),
    "jira": ("bench.jira", "importing a Jira with its history against reading it alone"),
    "webhooks": ("bench.webhooks", "deliveries a second, and kills while they are made"),
    "neighbours": ("bench.neighbours", "what people wait while another company asks dearly"),
    "tenants": ("bench.tenants", "what many tenants cost, and a hunt for leaks between them"),
}
"""Each module offers `add_arguments(parser)` and `run(arguments) -> int`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="bench", required=True, metavar="WHAT")
    for name, (module, meaning) in BENCHES.items():
        import_module(module).add_arguments(kinds.add_parser(name, help=meaning))


def run(arguments: argparse.Namespace) -> int:
    module, _ = BENCHES[arguments.bench]
    status: int = import_module(module).run(arguments)
    return status
