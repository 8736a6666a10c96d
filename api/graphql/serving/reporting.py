"""What we keep of an error: enough to find it, nothing that a person wrote."""

import strawberry
import structlog
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from api.graphql.errors import cause_of, code_of
from api.graphql.serving.document import digest_of
from api.refusals import Code
from infra.telemetry import where

log = structlog.get_logger()


class ReportedSchema(strawberry.Schema):
    """A schema whose errors are logged by code, path and document digest.

    Strawberry would write the whole query and the exception's message to the log.
    """

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        document = digest_of(execution_context.query if execution_context else None)
        for error in errors:
            code = code_of(error)
            path = ".".join(str(step) for step in error.path or ())
            if code is Code.INTERNAL:
                cause = cause_of(error)
                log.error(
                    "graphql error",
                    code=code,
                    path=path,
                    document=document,
                    error=type(cause).__name__,
                    where=where(cause),
                )
            else:
                log.info("graphql refusal", code=code, path=path, document=document)
