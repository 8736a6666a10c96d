"""Where the commands meet: `./tanlu NAME …` runs the module that this table names.

A module offers `add_arguments(parser)` and `run(arguments) -> int`. It is imported only when it
is asked for, so what is not used costs nothing.
"""

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import NamedTuple


class Command(NamedTuple):
    module: str
    help: str
    passes_on: bool = False
    """What the module's parser does not know reaches it as `arguments.others`."""
    on_database: bool = False
    """Runs with settings that reach the database, which is started for it if need be."""


COMMANDS = {
    "up": Command("operate.up", "start everything here, and keep it running"),
    "fakes": Command("fakes.command", "play the systems that Tanlu connects to"),
    "demo": Command("demo.command", "play the whole loop over HTTP, on real issues"),
    "migrate": Command(
        "operate.migrate", "bring the database and every tenant to this version", on_database=True
    ),
    "rotate-key": Command("operate.rotate_key", "change the key that secrets are kept with"),
    "tenant": Command(
        "tenants.commandline",
        "create, list, suspend, resume, delete, restore, export or import a company",
        on_database=True,
    ),
    "audit": Command(
        "tenants.audit.commandline",
        "verify the companies' audit trails",
        on_database=True,
    ),
    "operator": Command(
        "tenants.operations.commandline", "show what operators did", on_database=True
    ),
    "jobs": Command(
        "tenants.jobs_commandline", "list what waits, retry what was given up", on_database=True
    ),
    "test": Command("operate.test", "run all tests on a throw-away server", passes_on=True),
    "check": Command("operate.check", "what every commit passes: lint, types, contracts, rules"),
    "bench": Command("bench.commandline", "measure what Tanlu costs, side by side"),
    "plugin": Command("operate.plugin", "begin, check and compare manifests of plugins"),
    "schema": Command("operate.schema", "write api/schema.graphql and docs/webhooks.md"),
    "documents": Command("operate.documents", "check the documents that the console may send"),
    "console": Command("operate.console", "build the console, if its sources have changed"),
    "graphiql": Command("operate.graphiql", "fetch GraphiQL, so that it is served at /graphiql"),
    "requirements": Command("operate.requirements", "requirement, the tests that show it, state"),
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(overview())
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    return run(name, rest)


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items()]
    what = "Tanlu: performance management as a system of conversations."
    how = "Usage: ./tanlu COMMAND …   (./tanlu COMMAND --help says more)"
    return "\n".join([what, "", how, "", *lines])


def run(name: str, arguments: list[str]) -> int:
    from infra.sentences import sentence_if_full  # noqa: PLC0415 - the overview needs only Python
    from infra.trouble import Trouble  # noqa: PLC0415

    try:
        return _run(name, arguments)
    except Trouble as trouble:
        print(trouble.sentence(), file=sys.stderr)
        return 1
    except OSError as error:
        sentence = sentence_if_full(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(name: str, arguments: list[str]) -> int:
    command = COMMANDS[name]
    module = import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"./tanlu {name}", description=module.__doc__)
    if command.on_database:
        parser.add_argument("--data", type=Path, help="the data folder (.tanlu)")
    module.add_arguments(parser)
    known, others = parser.parse_known_args(arguments)
    if others and not command.passes_on:
        parser.error(f"there is no argument {others[0]}")
    known.others = others
    # `migrate render` and `migrate draft` only write files.
    on_database = command.on_database and getattr(known, "what", None) not in {"render", "draft"}
    with _ground(known.data) if on_database else nullcontext():
        status: int = module.run(known)
    return status


def _ground(data: Path | None) -> AbstractContextManager[None]:
    # What a company is made of, for whoever writes it down.
    import operate.tables  # noqa: F401, PLC0415
    from infra.settings import settings  # noqa: PLC0415
    from operate.ground import standing  # noqa: PLC0415
    from operate.home import Home  # noqa: PLC0415

    return standing(Home.at(data or settings().data_dir))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
