"""What we keep of an error: enough to find it, nothing that a person wrote."""

import strawberry
import structlog
from graphql import FieldNode, GraphQLError
from strawberry.types import ExecutionContext

from api.graphql.errors import cause_of, code_of
from api.graphql.serving.document import digest_of
from api.refusals import Code
from infra.log_lines import where

log = structlog.get_logger()


class ReportedSchema(strawberry.Schema):
    """A schema whose errors are logged by code, field and document digest.

    Strawberry would write the whole query and the exception's message to the log.
    """

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        document = digest_of(execution_context.query if execution_context else None)
        for error in errors:
            code = code_of(error)
            field = _field_of(error)
            if code in {Code.INTERNAL, Code.UNAVAILABLE}:
                cause = cause_of(error)
                log.error(
                    "graphql error",
                    code=code,
                    field=field,
                    document=document,
                    error=type(cause).__name__,
                    where=where(cause),
                )
            else:
                log.info("graphql refusal", code=code, field=field, document=document)


def _field_of(error: GraphQLError) -> str | None:
    """Its name in the schema: in the response it goes by whatever the caller called it."""
    node = error.nodes[0] if error.path and error.nodes else None
    return node.name.value if isinstance(node, FieldNode) else None
