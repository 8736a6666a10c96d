"""What a client is told when something fails: nothing of the inside leaks."""

import re
from typing import Any, Self

import strawberry
from graphql import GraphQLError, GraphQLSyntaxError
from graphql.validation.validate import ValidationAbortedError
from strawberry.utils.str_converters import to_camel_case

from api.outages import outage_told
from api.refusals import Code, Locale, Refused
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound

_CODES: dict[type[DomainError], Code] = {
    Invalid: Code.BAD_USER_INPUT,
    NotFound: Code.NOT_FOUND,
    NotAllowed: Code.FORBIDDEN,
    Conflict: Code.CONFLICT,
}
# Whoever may not introspect must not learn the schema by guessing.
_SUGGESTION = re.compile(r" Did you mean .*$", re.DOTALL)
_MESSAGE_LENGTH = 500


@strawberry.type(description="Why a mutation was refused, for the person who asked.")
class UserError:
    message: str = strawberry.field(description="A sentence, in the language of the request.")
    code: str = strawberry.field(description="INVALID, NOT_FOUND, NOT_ALLOWED or CONFLICT.")
    field: list[str] | None = strawberry.field(
        description="The path, inside the mutation's input, to what is to blame.", default=None
    )

    @classmethod
    def of(cls, refusal: DomainError, locale: Locale) -> Self:
        return cls(message=sentence_of(refusal, locale), code=refusal.code, field=_path_of(refusal))


def sentence_of(refusal: DomainError, locale: Locale) -> str:
    return refusal.zh if locale == "zh-CN" else refusal.message


def code_of(error: GraphQLError) -> Code:
    """The code for a top-level error: INTERNAL unless we know better."""
    cause = cause_of(error)
    if isinstance(cause, Refused):
        return cause.code
    if isinstance(cause, DomainError):
        return _CODES[type(cause)]
    if isinstance(cause, TimeoutError):
        return Code.TIMEOUT
    if outage_told(cause):
        return Code.UNAVAILABLE
    return Code.BAD_USER_INPUT if _is_about_the_request(cause) else Code.INTERNAL


def cause_of(error: BaseException) -> BaseException:
    """What was raised first, inside graphql-core's wrappings."""
    while (
        isinstance(error, GraphQLError)
        and not isinstance(error, Refused)
        and error.original_error is not None
        and (isinstance(error.original_error, Refused) or not _is_about_the_request(error))
    ):
        error = error.original_error
    return error


def presented(error: GraphQLError, locale: Locale, request_id: str) -> dict[str, Any]:
    """The error as the client sees it."""
    code, cause = code_of(error), cause_of(error)
    shown: dict[str, Any] = {"message": _sentence(cause, code, locale)}
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    if error.path:
        shown["path"] = error.path
    shown["extensions"] = {"code": code, "requestId": request_id, **_details(cause)}
    return shown


def _is_about_the_request(cause: BaseException) -> bool:
    """graphql-core points at a place in the document, or at its text, and at no response path.

    A value of ours that cannot be written as its type is also a GraphQLError, but points at
    nothing of its own.
    """
    if isinstance(cause, GraphQLSyntaxError | ValidationAbortedError):
        return True
    return isinstance(cause, GraphQLError) and cause.path is None and bool(cause.nodes)


def _sentence(cause: BaseException, code: Code, locale: Locale) -> str:
    if isinstance(cause, Refused):
        return cause.sentence(locale)
    if isinstance(cause, DomainError):
        return sentence_of(cause, locale)
    if code is Code.BAD_USER_INPUT and isinstance(cause, GraphQLError):
        return _SUGGESTION.sub("", cause.message)[:_MESSAGE_LENGTH]
    if code is Code.UNAVAILABLE and (outage := outage_told(cause)):
        return outage.sentence(locale)
    chinese = locale == "zh-CN"
    if code is Code.TIMEOUT:
        return "处理超时，请缩小请求范围后重试" if chinese else "This took too long; ask for less"
    return (
        "服务器内部出错，请将请求编号告知支持人员"
        if chinese
        else "Something went wrong on our side; quote the request id to support"
    )


def _details(cause: BaseException) -> dict[str, object]:
    if isinstance(cause, Refused):
        return cause.details
    if isinstance(cause, DomainError) and cause.field:
        return {"field": _path_of(cause)}
    return {}


def _path_of(refusal: DomainError) -> list[str] | None:
    """`points[3].due_on` → ["points", "3", "dueOn"]."""
    if refusal.field is None:
        return None
    return [to_camel_case(step) for step in re.findall(r"\w+", refusal.field)]
