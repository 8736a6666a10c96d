"""Work in the background that was given up, for GraphQL."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, case, func

from api.graphql.connection import Connection
from api.graphql.filters import filtering
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.planner.sources import Order, Row
from api.graphql.views import LOCALE, connection, value, view
from api.scopes import Scope
from tenants.dead_letters import Cause, DeadLetter, retry_jobs, visible_dead_letters

strawberry.enum(
    Cause,
    name="DeadJobCause",
    description="POISON: it took its process with it, again and again. FAILED: no attempt worked.",
)

_POISON = (
    "Its process died each time it ran. It may ask for more than this machine has.",
    "每次执行都导致进程意外终止，可能超出了本机的资源限制。",
)
_REASONS = {
    "TimeoutError": (
        "It took longer than it may. Whoever it waited for may have been too slow.",
        "执行超时，可能是对方系统响应过慢。",
    ),
    "GiveUp": (
        "Another attempt would have ended the same way, so there was none.",
        "再次尝试也会得到相同结果，因此没有重试。",
    ),
    "ValidationError": (
        "What it was asked to do no longer fits, as after an update.",
        "任务参数与当前版本不符，例如系统升级之后。",
    ),
    "NotFound": ("What it was about is no longer there.", "任务所涉及的内容已不存在。"),
    "NotAllowed": ("What it was to do is not allowed any more.", "任务所需的权限已不具备。"),
    "Conflict": (
        "What it was about has changed in the meantime.",
        "任务所涉及的内容在此期间已发生变化。",
    ),
    "LookupError": ("This version of Tanlu does not know it.", "当前版本的谈录不支持该任务。"),
}
_OTHERWISE = (
    "Each attempt ended in an error of ours. Quote the place to support.",
    "每次尝试都以内部错误告终，请将错误位置告知支持人员。",
)


def _reason(job: Row) -> ColumnElement[Any]:
    """What a class of errors means, in the reader's language."""
    kind = func.split_part(job.error, " at ", 1)
    return case(
        (job.cause == Cause.POISON, _in_language(*_POISON)),
        *((kind == name, _in_language(*texts)) for name, texts in _REASONS.items()),
        else_=_in_language(*_OTHERWISE),
    )


def _in_language(en: str, zh: str) -> ColumnElement[str]:
    return case((LOCALE == "zh-CN", zh), else_=en)


@view(DeadLetter, name="DeadJob", scope=Scope.JOBS_MANAGE, visible=visible_dead_letters)
class DeadJobView(Node):
    """A piece of work in the background that will not be tried again by itself."""

    name: str
    cause: Cause
    attempts: int
    created_at: datetime
    died_at: datetime
    reason: str = value(_reason, description="Why it was given up, as a sentence.")
    place: str = value(
        lambda job: job.error, description="The class of the error and where it was, for support."
    )


@strawberry.enum(description="Orders for dead jobs.")
class DeadJobOrder(Enum):
    DIED_AT_DESC = "DIED_AT_DESC"


_ORDERS = {DeadJobOrder.DIED_AT_DESC: Order(lambda job: job.died_at, descending=True)}


@filtering
class DeadJobFilter:
    """Conditions on dead jobs; all that are given must hold."""

    name: str | None


@strawberry.type
class JobQueries:
    dead_jobs: Connection[DeadJobView] = connection(
        _ORDERS, filtered_by=DeadJobFilter, description="For admins: what was given up."
    )


@strawberry.type
class JobMutations:
    retry_jobs = mutation(
        retry_jobs, {"jobs": Annotated[int, "How many wait again."]}, scope=Scope.JOBS_MANAGE
    )
