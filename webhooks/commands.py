"""Telling Tanlu where to tell what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from sqlalchemy import func, select

from domain import typed
from domain.actor import Role
from domain.errors import Conflict, NotAllowed
from domain.work import UnitOfWork
from webhooks.endpoint import THROTTLE, Endpoint, EndpointKind
from webhooks.endpoint_rights import require_rights_of, take_over
from webhooks.events import (
    EndpointAmended,
    EndpointCreated,
    EndpointDeleted,
    EndpointPaused,
    SecretRotated,
)
from webhooks.key import lock_key
from webhooks.secret import EndpointSecret, rotate
from webhooks.wishes import checked_events, checked_rights, checked_url_of

_AT_MOST = 20
_LONGEST_NAME = 80
_DAY_OF_HOURS = 24


@dataclass(frozen=True)
class Created:
    """An endpoint and its secret: this is the only time that anybody sees it."""

    endpoint: Endpoint
    secret: str


async def create_webhook_endpoint(
    work: UnitOfWork,
    *,
    name: str,
    url: str,
    events: Sequence[str],
    held: Collection[str],
    document: str | None = None,
    ordered: Annotated[bool, "What happens to one thing arrives in order."] = False,
    throttle: Annotated[int, "Deliveries a second, 1 to 200."] = THROTTLE,
) -> Created:
    """Admins may. It hears of what happens from now on, and of nothing beyond what they may know.

    They answer for it, and it ends with their rights. So no token makes one: it would outlast it.
    """
    require_admin(work)
    work.actor.require_signed_in()
    made = Endpoint(
        kind=EndpointKind.COMPANY,
        name=typed.name(name, "name", most=_LONGEST_NAME),
        url=checked_url_of(url),
        events=checked_events(events),
        document=document,
        scopes=await checked_rights(work, events, document, held),
        roles=sorted(work.actor.roles),
        ordered=ordered,
        created_at=work.now,
        created_by_id=work.actor.person_id,
        confirmed=work.actor.factor_shown,
    )
    made.set_throttle(throttle)
    return await open_endpoint(work, made)


async def open_endpoint(work: UnitOfWork, made: Endpoint) -> Created:
    """Keep a new endpoint, whoever it belongs to, and give it a secret."""
    await lock_key(work)
    if made.kind is EndpointKind.COMPANY:
        await _require_room(work)
    work.add(made)
    await work.session.flush()
    secret, text = await EndpointSecret.made(work, made.id)
    work.add(secret)
    work.announce(EndpointCreated(subject_id=made.id, types=made.events))
    return Created(made, text)


async def amend_webhook_endpoint(
    work: UnitOfWork,
    *,
    endpoint_id: UUID,
    held: Collection[str],
    name: str | None = None,
    url: str | None = None,
    events: Sequence[str] | None = None,
    document: str | None = None,
    ordered: bool | None = None,
    throttle: int | None = None,
) -> Endpoint:
    """Admins may change what is their company's, if they may know all that it hears of.

    An empty document takes it away. From now on they answer for it.
    """
    endpoint = await _to_be_changed(work, endpoint_id, held)
    if name is not None:
        endpoint.name = typed.name(name, "name", most=_LONGEST_NAME)
    if url is not None:
        endpoint.url = checked_url_of(url)
    if events is not None or document is not None:
        wanted = endpoint.document if document is None else document or None
        endpoint.events = checked_events(endpoint.events if events is None else events)
        endpoint.scopes = await checked_rights(work, endpoint.events, wanted, held)
        endpoint.document = wanted
        endpoint.roles = sorted(work.actor.roles)
    if ordered is not None:
        endpoint.ordered = ordered
    if throttle is not None:
        endpoint.set_throttle(throttle)
    work.announce(EndpointAmended(subject_id=endpoint.id, types=endpoint.events))
    return endpoint


async def pause_webhook_endpoint(work: UnitOfWork, *, endpoint_id: UUID) -> Endpoint:
    """Nothing is sent and nothing is kept for it; what it missed can be replayed."""
    endpoint = await known_endpoint(work, endpoint_id)
    endpoint.pause()
    work.announce(EndpointPaused(subject_id=endpoint.id))
    return endpoint


async def rotate_webhook_secret(
    work: UnitOfWork,
    *,
    endpoint_id: UUID,
    held: Collection[str],
    overlap_hours: Annotated[
        int, "How long the old secret stays good: 0 to 168 hours."
    ] = _DAY_OF_HOURS,
) -> Created:
    """A new secret; the one before stays good for the overlap, 24 hours unless said otherwise."""
    endpoint = await known_endpoint(work, endpoint_id)
    work.actor.require_signed_in()
    require_rights_of(work, endpoint, held)
    secret = await rotate(work, endpoint, overlap_hours=overlap_hours)
    work.announce(SecretRotated(subject_id=endpoint.id))
    return Created(endpoint, secret)


async def delete_webhook_endpoint(work: UnitOfWork, *, endpoint_id: UUID) -> Endpoint:
    """With everything that was or would be sent to it."""
    endpoint = await own_endpoint(work, endpoint_id)
    await work.session.delete(endpoint)
    work.announce(EndpointDeleted(subject_id=endpoint.id))
    return endpoint


async def known_endpoint(work: UnitOfWork, endpoint_id: UUID) -> Endpoint:
    """Any of the company's endpoints, for its admins, locked. Raises NotFound, NotAllowed."""
    require_admin(work)
    return await work.get(Endpoint, endpoint_id, lock=True, field="endpoint_id")


async def own_endpoint(work: UnitOfWork, endpoint_id: UUID) -> Endpoint:
    """As `known_endpoint`, if it is not a plugin's: that one's manifest says what it hears."""
    endpoint = await known_endpoint(work, endpoint_id)
    if endpoint.kind is EndpointKind.PLUGIN and not work.actor.is_system:
        raise Conflict(
            "This endpoint belongs to a plugin; uninstall the plugin instead",
            zh="该接收地址属于插件；请改为卸载插件",
            field="endpoint_id",
        )
    return endpoint


async def _to_be_changed(work: UnitOfWork, endpoint_id: UUID, held: Collection[str]) -> Endpoint:
    endpoint = await own_endpoint(work, endpoint_id)
    work.actor.require_signed_in()
    take_over(work, endpoint, held)
    return endpoint


def require_admin(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can set up webhooks", zh="只有管理员可以设置 Webhook")


async def _require_room(work: UnitOfWork) -> None:
    own = select(func.count(Endpoint.id)).where(Endpoint.kind == EndpointKind.COMPANY)
    if (await work.session.scalar(own) or 0) >= _AT_MOST:
        raise Conflict(
            f"A company has at most {_AT_MOST} endpoints; delete one first",
            zh=f"每家企业最多 {_AT_MOST} 个接收地址；请先删除一个",
        )
