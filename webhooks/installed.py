"""The endpoints of plugins: made, narrowed and removed by what installs them, not by hand."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select

from domain import typed
from domain.errors import Conflict
from domain.work import UnitOfWork
from webhooks.commands import Created, open_endpoint
from webhooks.endpoint import Endpoint, EndpointKind
from webhooks.events import EndpointAmended, EndpointDeleted
from webhooks.wishes import checked_events, checked_rights, checked_url_of

_AT_MOST = 5


async def open_plugin_endpoint(
    work: UnitOfWork,
    *,
    installation_id: UUID,
    name: str,
    url: str,
    events: Sequence[str],
    granted: Collection[str],
    roles: Collection[str] = (),
    document: str | None = None,
    ordered: bool = False,
) -> Created:
    """For whoever installs a plugin and has checked who may.

    Args:
        work: the installation's transaction.
        installation_id: whose endpoint it is.
        name: what admins see.
        url: where it is.
        events: what it hears of.
        granted: the scopes of the installation; the endpoint never reads beyond them.
        roles: the roles it reads under.
        document: shapes what is sent, see `webhooks.documents`.
        ordered: what happens to one thing arrives in order.
    """
    await _require_room(work, installation_id)
    made = Endpoint(
        kind=EndpointKind.PLUGIN,
        installation_id=installation_id,
        name=typed.name(name, "name", most=80),
        url=checked_url_of(url),
        events=checked_events(events),
        document=document,
        scopes=await checked_rights(work, events, document, granted),
        roles=sorted(roles),
        ordered=ordered,
        created_at=work.now,
        created_by_id=work.actor.person_id,
    )
    return await open_endpoint(work, made)


async def amend_plugin_endpoint(
    work: UnitOfWork,
    endpoint: Endpoint,
    *,
    url: str,
    events: Sequence[str],
    granted: Collection[str],
    document: str | None,
) -> None:
    """For a new version of its plugin; its secret, its history and whether it is on stay."""
    endpoint.url, endpoint.document = checked_url_of(url), document
    endpoint.events = checked_events(events)
    endpoint.scopes = await checked_rights(work, events, document, granted)
    work.announce(EndpointAmended(subject_id=endpoint.id, types=endpoint.events))


async def remove_plugin_endpoints(work: UnitOfWork, *, installation_id: UUID) -> None:
    """With everything that was or would be sent to them."""
    for each in await plugin_endpoints(work, installation_id):
        await work.session.delete(each)
        work.announce(EndpointDeleted(subject_id=each.id))


async def plugin_endpoints(work: UnitOfWork, installation_id: UUID) -> Sequence[Endpoint]:
    """Locked, the oldest first."""
    theirs = (
        select(Endpoint)
        .where(Endpoint.installation_id == installation_id)
        .order_by(Endpoint.id)
        .with_for_update()
    )
    return (await work.session.scalars(theirs)).all()


async def _require_room(work: UnitOfWork, installation_id: UUID) -> None:
    count = select(func.count(Endpoint.id)).where(Endpoint.installation_id == installation_id)
    if (await work.session.scalar(count) or 0) >= _AT_MOST:
        raise Conflict(
            f"A plugin has at most {_AT_MOST} endpoints in a company",
            zh=f"每个插件在一家企业中最多 {_AT_MOST} 个接收地址",
        )
