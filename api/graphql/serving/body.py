"""What a request asks for: its shape is checked before anything is read into it."""

from email.message import Message
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter
from strawberry.http import GraphQLRequestData

from api.graphql.serving.document import NUL
from api.graphql.serving.trusted import operation_in, trusted_documents
from api.refusals import Code, Refused


async def asked_for(request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
    """The document, its variables and the operation's name. Raises Refused."""
    if request.method == "GET":
        given = _of_address(request)
    else:
        _require_json(request.content_type)
        given = _decoded(await request.get_body())
    if isinstance(given, list):
        raise _refused("Send one operation at a time", "每次请求只能发送一个操作")
    if not isinstance(given, dict):
        raise _refused("The body must be a JSON object", "请求体必须是 JSON 对象")
    source = _source(given)
    # Who sends a hash need not say the name that figures and log lines go by.
    own_name = None if given.get("documentId") is None else operation_in(source)
    return GraphQLRequestData(
        query=source,
        variables=_object(given, "variables"),
        operation_name=_name(given) or own_name,
        extensions=_object(given, "extensions"),
    )


def _source(given: dict[str, Any]) -> str:
    """The document's text: sent as it is, or known by its id, or both if they agree."""
    query, document_id = given.get("query"), given.get("documentId")
    if document_id is None:
        if not isinstance(query, str) or not query:
            raise _refused("`query` must be the text of a document", "`query` 必须是文档文本")
        return query
    if not isinstance(document_id, str):
        raise _refused("`documentId` must be a string", "`documentId` 必须是字符串")
    known = trusted_documents().text_of(document_id)
    if known is None:
        raise Refused(
            Code.DOCUMENT_NOT_FOUND,
            "There is no document with that id here; reload the page, or send its text as `query`",
            zh="此处没有该编号的文档，请刷新页面，或以 `query` 发送文档文本",
            status=404,
        )
    if query is not None and query != known:
        raise _refused(
            "`query` is another document than `documentId` names",
            "`query` 与 `documentId` 所指的不是同一文档",
        )
    return known


def _of_address(request: AsyncHTTPRequestAdapter) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _decoded(str(given[name]).encode()) if given[name] else None
    return given


def _require_json(content_type: str | None) -> None:
    message = Message()
    message["content-type"] = content_type or "none/none"
    charset = message.get_content_charset("utf-8")
    if message.get_content_type() != "application/json" or charset not in {"utf-8", "utf8"}:
        raise Refused(
            Code.BAD_USER_INPUT,
            "The body must be application/json in UTF-8",
            zh="请求体必须是 UTF-8 编码的 application/json",
            status=415,
            headers={"Accept": "application/json"},
        )


def _decoded(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _refused("The body is not valid JSON", "请求体不是有效的 JSON") from error
    if b"\\u0000" in body and _holds_nul(value):
        raise NUL
    return value


def _holds_nul(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and "\x00" in each:
            return True
        if isinstance(each, dict):
            waiting.extend((*each.keys(), *each.values()))
        elif isinstance(each, list):
            waiting.extend(each)
    return False


def _object(given: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = given.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise _refused(f"`{name}` must be an object or null", f"`{name}` 必须是对象或 null")


def _name(given: dict[str, Any]) -> str | None:
    value = given.get("operationName")
    if value is None or isinstance(value, str):
        return value
    raise _refused(
        "`operationName` must be a string or null", "`operationName` 必须是字符串或 null"
    )


def _refused(message: str, zh: str) -> Refused:
    return Refused(Code.BAD_USER_INPUT, message, zh=zh)
