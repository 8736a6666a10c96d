"""Checks the console's documents: each is what its hash says, valid, and affordable."""

import argparse
from collections.abc import Iterator, Mapping

from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode

from infra.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser  # it always checks all of them


def run(arguments: argparse.Namespace) -> int:
    del arguments
    from api.graphql.serving import trusted  # noqa: PLC0415 - as in operate/schema.py

    path = trusted.manifest()
    if not path.is_file():
        print(f"There is no {path}: the console has not been built.")
        return 0
    try:
        documents = trusted.documents_in(path.read_bytes())
    except ValueError as error:
        raise Trouble(f"{path} cannot be trusted: {error}.") from None
    if found := list(faults(documents)):
        raise Trouble(
            "\n".join([f"{path} cannot be served; ./tanlu console builds it again:", *found])
        )
    print(f"Documents of the console, all valid: {len(documents)}")
    return 0


def faults(documents: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with which document, a line each."""
    from api.graphql.schema import schema  # noqa: PLC0415 - building it takes half a second

    for digest, text in documents.items():
        try:
            found = _faults_of(schema._schema, text)  # noqa: SLF001 - no public way to it
        except GraphQLError as error:
            found = [error.message]
        yield from (f"  {digest[:16]}: {fault}" for fault in found)


def _faults_of(schema: GraphQLSchema, text: str) -> list[str]:
    from api.graphql.serving.document import read  # noqa: PLC0415 - as above
    from api.graphql.serving.limits import TRUSTED_COST  # noqa: PLC0415 - as above

    document = read(schema, text)
    if document.errors:
        return [error.message for error in document.errors]
    operations = [
        each for each in document.tree.definitions if isinstance(each, OperationDefinitionNode)
    ]
    if len(operations) != 1 or operations[0].name is None:
        return ["a document holds one operation, and it has a name"]
    points = document.cost(schema, None, {})
    return [f"costs {points:,} points"] if points > TRUSTED_COST else []
