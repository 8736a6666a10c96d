"""GraphQL over HTTP, as its specification and the audit of `graphql-http` ask for it."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.answers import refusal_response
from api.graphql.errors import cause_of, code_of, presented
from api.graphql.serving.body import asked_for
from api.graphql.serving.trusted import trusted_documents
from api.outages import outage_told
from api.refusals import Code, Refused, preferred_locale
from api.request import request_id_of
from infra.telemetry import refusals

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
_OF_THE_WHOLE = frozenset({Code.RATE_LIMITED, Code.IDEMPOTENCY_CONFLICT})


class GraphQLEndpoint(GraphQL[Any, None]):
    """Where a request becomes an operation, and its result an answer.

    Args:
        schema: what is served.
        context: makes the context of one request; raises Refused for strangers.
    """

    def __init__(self, schema: Any, context: Callable[[Request], Awaitable[Any]]) -> None:  # noqa: ANN401
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response: Response = await self.run(request)
        except Refused as refusal:
            response = refusal_response(request, refusal, accepted_media(request))
        except HTTPException as error:
            told = Refused(Code.BAD_USER_INPUT, error.reason, zh=error.reason)
            response = refusal_response(request, told, accepted_media(request))
        await response(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Any) -> Any:  # noqa: ANN401, ARG002
        if not isinstance(request, Request):
            raise TypeError("Only requests over HTTP are served here")
        if request.method not in {"GET", "POST"}:
            raise _method_refused(request.method, "GET, POST")
        return await self._context(request)

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:  # noqa: ARG002
        return False

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        return await asked_for(request)

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        response.media_type = accepted_media(request)
        return response

    async def execute_single(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,
        context: Any,  # noqa: ANN401 - the schema's own
        root_value: None,  # noqa: ARG002 - as above
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        # Ours have a name in logs and figures; what others call theirs may be anything.
        ours = trusted_documents().operation_of(request_data.query)
        request.scope["operation"] = ours or "unnamed"
        try:
            result = await self.schema.execute(
                request_data.query,
                variable_values=request_data.variables,
                context_value=context,
                operation_name=request_data.operation_name,
                allowed_operation_types=OperationType.from_http(request_adapter.method),
                operation_extensions=request_data.extensions,
            )
        except InvalidOperationTypeError as error:
            raise _type_refused(request.method, error.operation_type) from error
        except (CannotGetOperationTypeError, MissingQueryError) as error:
            raise _operation_unknown() from error
        _refuse_whole(result)
        if context.charge:
            sub_response.headers.update(context.charge.headers())
        return result

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        answer: GraphQLHTTPResponse = {}
        errors = result.errors or []
        if errors:
            locale = preferred_locale(request.headers.get("accept-language"))
            request_id = request_id_of(request.scope)
            answer["errors"] = [presented(error, locale, request_id) for error in errors]
            for error in errors:
                refusals.labels(code_of(error)).inc()
        # Errors without a path mean that nothing was executed, so there is no data to speak of.
        if result.data is not None or any(error.path for error in errors):
            answer["data"] = result.data
        if result.extensions:
            answer["extensions"] = result.extensions
        return answer

    def create_response(
        self,
        response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse],
        sub_response: Response,
    ) -> Response:
        media = sub_response.media_type or JSON
        # Readers of the older media type expect 200 as soon as the request was well formed.
        refused = "data" not in response_data and media == GRAPHQL_JSON
        return Response(
            orjson.dumps(response_data),
            status_code=400 if refused else 200,
            headers=dict(sub_response.headers),
            media_type=media,
        )


def _refuse_whole(result: ExecutionResult) -> None:
    """A refusal to do anything of the request now has a status and headers of its own."""
    for error in result.errors or ():
        cause = cause_of(error)
        if isinstance(cause, Refused) and cause.code in _OF_THE_WHOLE:
            raise cause
        # What was carried out is told, whatever became of the rest.
        if code_of(error) is Code.UNAVAILABLE and not any((result.data or {}).values()):
            raise outage_told(cause) or cause


def accepted_media(request: Request | WebSocket) -> str:
    """The newer media type for those who prefer it by name, JSON for everybody else."""
    best, chosen = 0.0, JSON
    for part in request.headers.get("accept", "").lower().split(",")[:20]:
        name, _, parameters = part.partition(";")
        media = {GRAPHQL_JSON: GRAPHQL_JSON, JSON: JSON, "*/*": JSON}.get(name.strip())
        if media and (weight := _weight(parameters)) > best:
            best, chosen = weight, media
    return chosen


def _weight(parameters: str) -> float:
    _, found, value = parameters.partition("q=")
    try:
        return float(value.partition(";")[0]) if found else 1.0
    except ValueError:
        return 0.0


def _method_refused(method: str, allowed: str) -> Refused:
    return Refused(
        Code.BAD_USER_INPUT,
        f"{method} is not possible here",
        zh=f"此处不支持 {method}",
        status=405,
        headers={"Allow": allowed},
    )


def _type_refused(method: str, kind: OperationType) -> Refused:
    if kind is OperationType.MUTATION and method == "GET":
        return Refused(
            Code.BAD_USER_INPUT,
            "A mutation is sent with POST",
            zh="变更操作须使用 POST",
            status=405,
            headers={"Allow": "POST"},
        )
    return Refused(
        Code.BAD_USER_INPUT,
        f"A {kind.value} is not served here",
        zh=f"此处不支持 {kind.value} 操作",
    )


def _operation_unknown() -> Refused:
    return Refused(
        Code.BAD_USER_INPUT,
        "The document has no operation of that name",
        zh="文档中没有该名称的操作",
    )
