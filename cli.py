"""Where the commands meet: `./tanlu NAME …` runs the module that this table names.

A module offers `add_arguments(parser)` and `run(arguments) -> int`. It is imported only when it
is asked for, so what is not used costs nothing.
"""

import argparse
import sys
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    module: str
    help: str
    passes_on: bool = False
    """What the module's parser does not know reaches it as `arguments.others`."""


COMMANDS = {
    "migrate": Command("operate.migrate", "bring the database and every tenant to this version"),
    "tenant": Command("tenants.commandline", "create, list, suspend, resume or delete a company"),
    "test": Command("operate.test", "run all tests on a throw-away server", passes_on=True),
    "check": Command("operate.check", "what every commit passes: lint, types, contracts, rules"),
    "schema": Command("operate.schema", "write api/schema.graphql as clients see it"),
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
    from infra.trouble import Trouble  # noqa: PLC0415 - the overview needs only Python

    command = COMMANDS[name]
    module = import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"./tanlu {name}", description=module.__doc__)
    module.add_arguments(parser)
    known, others = parser.parse_known_args(arguments)
    if others and not command.passes_on:
        parser.error(f"there is no argument {others[0]}")
    known.others = others
    try:
        status: int = module.run(known)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
