"""What an admin should look at now: read off how things stand, and gone when they stand well."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from domain.viewer import Viewer
from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionState
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.queries import visible_installations
from integrations.plugins.states import InstallationState
from integrations.queries import visible_connections
from tenants.access.email_domains.claim import DomainClaim, visible_domain_claims
from tenants.dead_letters import visible_dead_letters
from webhooks.endpoint import WARNED_AFTER, Endpoint, EndpointState, SwitchedOffBecause
from webhooks.queries import visible_endpoints

AT_MOST = 20
"""Of a kind: whoever has more sees the rest on the page that each leads to."""


class NoticeKind(StrEnum):
    ENDPOINT_SWITCHED_OFF = "ENDPOINT_SWITCHED_OFF"
    ENDPOINT_FAILING = "ENDPOINT_FAILING"
    CONNECTION_REAUTH_REQUIRED = "CONNECTION_REAUTH_REQUIRED"
    CONNECTION_DEGRADED = "CONNECTION_DEGRADED"
    PLUGIN_FAILED = "PLUGIN_FAILED"
    PLUGIN_UPGRADE_OFFERED = "PLUGIN_UPGRADE_OFFERED"
    JOBS_FAILED = "JOBS_FAILED"
    EMAIL_DOMAIN_LOST = "EMAIL_DOMAIN_LOST"


@dataclass(frozen=True)
class Notice:
    """What is wrong, in a sentence of each language, and with which thing, if it is one."""

    kind: NoticeKind
    en: str
    zh: str
    subject_id: UUID | None = None
    since: datetime | None = None


_OFF = {
    SwitchedOffBecause.FAILING: (
        "Nothing is sent to “{}” any more: all failed for five days. Mend it, then resume it.",
        "已停止向“{}”投递：连续五天投递全部失败。请修复后恢复，并补发错过的事件。",
    ),
    SwitchedOffBecause.GONE: (
        "Nothing is sent to “{}” any more: it is gone (410). Give another address, or delete it.",
        "已停止向“{}”投递：对方返回 410（地址已失效）。请更换地址或删除。",
    ),
    SwitchedOffBecause.ASKED: (
        "Nothing is sent to “{}” any more: it asked for no more. Resume it if that was a mistake.",
        "已停止向“{}”投递：对方要求停止。如属误操作，请恢复。",
    ),
    SwitchedOffBecause.RIGHTS_LOST: (
        (
            "Nothing is sent to “{}” any more: who answered for it has left, lost a role, or had"
            " not shown a second factor. Resume it."
        ),
        "已停止向“{}”投递：负责人已离职、失去相应角色，或当时未完成两步验证。恢复后由您负责。",
    ),
}


async def endpoint_notices(work: UnitOfWork) -> Iterable[Notice]:
    """Since an hour of failing, or switched off by us or by its own answer."""
    unwell = (Endpoint.state == EndpointState.SWITCHED_OFF) | (
        (Endpoint.state == EndpointState.ACTIVE) & (Endpoint.warnings > 0)
    )
    found = visible_endpoints(work.viewer).where(unwell).order_by(Endpoint.id).limit(AT_MOST)
    return [_of_endpoint(each) for each in await work.session.scalars(found)]


async def connection_notices(work: UnitOfWork) -> Iterable[Notice]:
    states = (ConnectionState.REAUTH_REQUIRED, ConnectionState.DEGRADED)
    found = visible_connections(work.viewer).where(Connection.state.in_(states))
    ordered = found.order_by(Connection.id).limit(AT_MOST)
    return [_of_connection(each) for each in await work.session.scalars(ordered)]


async def plugin_notices(work: UnitOfWork) -> Iterable[Notice]:
    """Let in and never heard of, or asking for more than that."""
    failed = PluginInstallation.state == InstallationState.FAILED
    asks = (PluginInstallation.state == InstallationState.ACTIVE) & (
        PluginInstallation.offered_changes.is_not(None)
    )
    found = visible_installations(work.viewer).where(failed | asks)
    ordered = found.order_by(PluginInstallation.id).limit(AT_MOST)
    return [_of_plugin(each) for each in await work.session.scalars(ordered)]


async def domain_notices(work: UnitOfWork) -> Iterable[Notice]:
    """A record in the DNS that had shown whose a domain is, and is gone."""
    lost = visible_domain_claims(work.viewer).where(DomainClaim.lost_at.is_not(None))
    ordered = lost.order_by(DomainClaim.id).limit(AT_MOST)
    return [
        Notice(
            NoticeKind.EMAIL_DOMAIN_LOST,
            f"Nobody is known by an address of {each.domain} any more: its DNS record is gone.",
            f"{each.domain} 的 DNS 记录已消失，该域名的邮箱不再用于识别员工。",
            each.id,
            each.lost_at,
        )
        for each in await work.session.scalars(ordered)
    ]


async def job_notices(work: UnitOfWork) -> Iterable[Notice]:
    count, since = await _dead(work.viewer, work)
    if not count:
        return []
    many = "a job in the background" if count == 1 else f"{count} jobs in the background"
    return [
        Notice(
            NoticeKind.JOBS_FAILED,
            f"Tanlu gave up on {many}. See why, and start again what was mended.",
            f"有 {count} 个后台任务执行失败。请查看原因，修复后重新执行。",
            since=since,
        )
    ]


async def _dead(viewer: Viewer, work: UnitOfWork) -> tuple[int, datetime | None]:
    mine = visible_dead_letters(viewer).subquery()
    row = (await work.session.execute(select(func.count(), func.min(mine.c.died_at)))).one()
    return row[0], row[1]


def _of_endpoint(endpoint: Endpoint) -> Notice:
    since = endpoint.failing_since
    if endpoint.because is not None:
        en, zh = _OFF[endpoint.because]
        kind = NoticeKind.ENDPOINT_SWITCHED_OFF
    else:
        hours = int(WARNED_AFTER[endpoint.warnings - 1].total_seconds()) // 3600
        en = f"Nothing has arrived at “{{}}” for {hours} h. After five days it is switched off."
        zh = f"“{{}}”已连续 {hours} 小时投递失败，满五天将被停用。"
        kind = NoticeKind.ENDPOINT_FAILING
    return Notice(kind, en.format(endpoint.name), zh.format(endpoint.name), endpoint.id, since)


def _of_plugin(plugin: PluginInstallation) -> Notice:
    name, since = plugin.plugin_id, plugin.approved_at
    if plugin.state is InstallationState.FAILED:
        en = f"{name} did not show itself after you let it in. Ask who makes it, then try again."
        zh = f"插件 {name} 获批后未按时启用。请联系发布者，然后重试。"
        return Notice(NoticeKind.PLUGIN_FAILED, en, zh, plugin.id, since)
    en = f"A later version of {name} asks for more. See what it would change, and decide."
    zh = f"插件 {name} 的新版本申请了更多权限。请查看变化并作出决定。"
    return Notice(NoticeKind.PLUGIN_UPGRADE_OFFERED, en, zh, plugin.id)


def _of_connection(connection: Connection) -> Notice:
    said = connection.last_error or {"en": "", "zh-CN": ""}
    if connection.state is ConnectionState.REAUTH_REQUIRED:
        kind = NoticeKind.CONNECTION_REAUTH_REQUIRED
        en, zh = (
            "“{}” reads nothing until you connect it again. {}",
            "“{}”须重新授权后才能读取数据。{}",
        )
    else:
        kind = NoticeKind.CONNECTION_DEGRADED
        en, zh = "“{}” has trouble and goes on trying. {}", "“{}”出现问题，正在重试。{}"
    name = connection.name
    return Notice(
        kind,
        en.format(name, said["en"]).strip(),
        zh.format(name, said["zh-CN"]).strip(),
        connection.id,
        connection.troubled_since,
    )
