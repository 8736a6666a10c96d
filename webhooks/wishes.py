"""What somebody wishes an endpoint to be, checked before it is kept."""

from collections.abc import Collection, Sequence

from domain.errors import Invalid, NotAllowed
from domain.work import UnitOfWork
from infra.guard import Blocked, checked_url
from webhooks.documents import documents
from webhooks.payloads.catalogue import PUBLIC, scopes_of

_LONGEST_URL = 2000


def checked_url_of(url: str) -> str:
    """Raises Invalid for an address that is never sent to. Each try looks up its name."""
    if len(url) > _LONGEST_URL or "#" in url or not url.isprintable() or " " in url:
        raise Invalid(
            "This is not an address that can be sent to", zh="这不是可以投递的地址", field="url"
        )
    try:
        checked_url(url)
    except Blocked as blocked:
        raise Invalid(blocked.message, zh=blocked.zh, field="url") from blocked
    return url


def checked_events(events: Sequence[str]) -> list[str]:
    """Each once, in the catalogue's order. Raises Invalid."""
    if unknown := sorted(set(events) - set(PUBLIC)):
        raise Invalid(
            f"There is no event {', '.join(unknown)[:200]}",
            zh=f"没有此类事件：{'、'.join(unknown)[:200]}",
            field="events",
        )
    if not events:
        raise Invalid("Choose at least one event", zh="请至少选择一种事件", field="events")
    return [each for each in PUBLIC if each in events]


async def checked_rights(
    work: UnitOfWork, events: Collection[str], document: str | None, held: Collection[str]
) -> list[str]:
    """The scopes that the events and the document need. Raises NotAllowed beyond those held."""
    needed = scopes_of(events)
    _require_held("events", needed, held)
    if document is not None:
        payer = work.tenant_id, work.actor.person_id
        asked = await documents().scopes_beside(document, payer)
        _require_held("document", asked, held)
        needed |= asked
    return sorted(needed)


def _require_held(field: str, needed: Collection[str], held: Collection[str]) -> None:
    if beyond := sorted(set(needed) - set(held)):
        raise NotAllowed(
            "An endpoint hears of the whole company; you do not see all of this yourself:"
            f" {', '.join(beyond)}",
            zh=f"接收地址可获知全公司的情况，其中您无权查看全部：{'、'.join(beyond)}",
            field=field,
        )
