"""What an admin should look at now, for GraphQL."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

import strawberry

from api.scopes import Scope
from domain.work import UnitOfWork
from integrations.notices import (
    Notice,
    NoticeKind,
    connection_notices,
    domain_notices,
    endpoint_notices,
    job_notices,
    plugin_notices,
)
from tenants.work import open_work

strawberry.enum(NoticeKind, name="AdminNoticeKind", description="What is wrong with what.")

_SOURCES: Mapping[Scope, Callable[[UnitOfWork], Awaitable[Iterable[Notice]]]] = {
    Scope.WEBHOOKS_MANAGE: endpoint_notices,
    Scope.CONNECTIONS_MANAGE: connection_notices,
    Scope.PLUGINS_MANAGE: plugin_notices,
    Scope.JOBS_MANAGE: job_notices,
    Scope.SIGN_IN_MANAGE: domain_notices,
}


@strawberry.type(description="It is there as long as what it says is so.")
class AdminNotice:
    kind: NoticeKind
    message: str = strawberry.field(description="What is wrong, and what to do about it.")
    subject_id: strawberry.ID | None = strawberry.field(
        description="The endpoint, connection or installation; null for jobs, which are many."
    )
    since: datetime | None


async def _notices(info: strawberry.Info) -> list[AdminNotice]:
    asker = info.context.principal
    async with open_work(asker.place, asker.actor) as work:
        found = [
            notice
            for scope, source in _SOURCES.items()
            if scope in asker.scopes
            for notice in await source(work)
        ]
    return [
        AdminNotice(
            kind=each.kind,
            message=each.zh if asker.locale == "zh-CN" else each.en,
            subject_id=strawberry.ID(str(each.subject_id)) if each.subject_id else None,
            since=each.since,
        )
        for each in found
    ]


@strawberry.type
class NoticeQueries:
    admin_notices: list[AdminNotice] = strawberry.field(
        resolver=_notices,
        description="For admins: what needs them, of each kind that their access includes.",
    )
