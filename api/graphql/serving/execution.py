"""How an operation is executed: planned answers pass through, the context closes at the end."""

from collections.abc import AsyncIterator
from typing import Any

from orjson import Fragment
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


class PassThrough(StrawberryGraphQLCoreExecutionContext):
    """A planned answer is finished JSON: completing it would visit every value once more."""

    def complete_value(self, return_type: Any, *rest: Any) -> Any:  # noqa: ANN401 - as inherited
        result = rest[3]
        if isinstance(result, Fragment):
            return result
        return super().complete_value(return_type, *rest)


class CloseContext(SchemaExtension):
    """Gives the operation's connection back, whatever happened."""

    async def on_operation(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await self.execution_context.context.close()
