"""Observations become our own records here, and nowhere else.

Everything may come twice, late, or in another order: an item is known by its id over there, what
was seen later stands, and evidence is known by its source and id.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, select, update

from domain.signals.commands import push_evidence
from domain.signals.milestone import MilestoneKind
from domain.signals.milestones import reach_milestone
from domain.signals.pushed import MOST, EvidenceItem
from domain.signals.withdrawing import put_out_of_sight, withdraw_evidence
from domain.work import UnitOfWork
from integrations.accounts import know_accounts
from integrations.connection import Connection
from integrations.external_identity import ExternalAccount
from integrations.observation import Observation, Page, ReachedMilestone
from integrations.observed import ObservedItem
from integrations.observing import Seen, keep_items
from integrations.sites import site_key


async def take_in(
    work: UnitOfWork, connection: Connection, page: Page, *, deleted: Collection[str] = ()
) -> None:
    """Keep what was seen; file what is somebody's; take back what is nobody's any more.

    Of what is gone, that is forgotten which was `deleted`; the rest is only out of sight.
    """
    connection.catalog = dict(page.catalog) or connection.catalog
    latest = _latest(page.observations)
    accounts = await know_accounts(
        work, connection.id, [each.account for each in latest if each.account is not None]
    )
    seen = await keep_items(work, connection, latest, accounts)
    await _mark_uncounted(work, seen)
    await _file(work, connection, [one for one in seen if one.person_id is not None])
    await _take_back(work, connection, [one.filed_as for one in seen if one.is_orphaned])
    await forget_items(work, connection, [one for one in page.gone if one in deleted])
    await lose_sight_of(work, connection, [one for one in page.gone if one not in deleted])
    for milestone in page.milestones:
        await _reach(work, connection, milestone)


async def file_waiting(
    work: UnitOfWork, account: ExternalAccount, after: UUID | None
) -> UUID | None:
    """File a part of an account's work, now that it is known whose it is, or is nobody's.

    Returns where to go on, or None at the end.
    """
    connection = await work.get(Connection, account.connection_id)
    items = select(ObservedItem).where(ObservedItem.account_id == account.id)
    if after is not None:
        items = items.where(ObservedItem.id > after)
    part = list(await work.session.scalars(items.order_by(ObservedItem.id).limit(MOST)))
    if account.person_id is None:
        await _take_back(work, connection, [item.filed_as for item in part])
    else:
        seen = [Seen.of(item, account.person_id) for item in part]
        await _file(work, connection, seen)
    return part[-1].id if len(part) == MOST else None


async def forget_items(work: UnitOfWork, connection: Connection, gone: Sequence[str]) -> None:
    """They are no longer there, so they count no longer; what cites them still can."""
    if not gone:
        return
    here = (ObservedItem.connection_id == connection.id) & ObservedItem.external_id.in_(gone)
    # An earlier connection to the site may hold it as well.
    filed = ObservedItem.filed_as.in_([f"{site_key(connection)}/{one}" for one in gone])
    forgotten = (
        delete(ObservedItem)
        .where(here | filed)
        .returning(ObservedItem.filed_as, ObservedItem.account_id)
        .execution_options(synchronize_session=False)
    )
    rows = (await work.session.execute(forgotten)).all()
    await _uncount(work, {row.account_id for row in rows})
    await _take_back(work, connection, [row.filed_as for row in rows])


async def lose_sight_of(
    work: UnitOfWork, connection: Connection, external_ids: Sequence[str]
) -> None:
    """They can no longer be seen. What was counted of them stays."""
    if not external_ids:
        return
    losing = (
        update(ObservedItem)
        .where(
            ObservedItem.connection_id == connection.id,
            ObservedItem.external_id.in_(external_ids),
            ObservedItem.out_of_sight_at.is_(None),
        )
        .values(out_of_sight_at=work.now)
        .returning(ObservedItem.filed_as)
        .execution_options(synchronize_session=False)
    )
    filed = (await work.session.scalars(losing)).all()
    await put_out_of_sight(work, source=connection.vendor, external_ids=filed)


def _latest(observations: Iterable[Observation]) -> list[Observation]:
    """One of each: a page may hold a thing twice when it changed while it was read."""
    latest: dict[str, Observation] = {}
    for each in observations:
        known = latest.get(each.external_id)
        if known is None or known.changed_at <= each.changed_at:
            latest[each.external_id] = each
    return list(latest.values())


async def _mark_uncounted(work: UnitOfWork, seen: Sequence[Seen]) -> None:
    await _uncount(
        work, {whose for one in seen for whose in (one.account_id, one.earlier_account_id)}
    )


async def _uncount(work: UnitOfWork, account_ids: set[UUID | None]) -> None:
    if ids := sorted(one for one in account_ids if one is not None):
        marking = update(ExternalAccount).where(
            ExternalAccount.id.in_(ids), ExternalAccount.uncounted.is_(False)
        )
        await work.session.execute(
            marking.values(uncounted=True).execution_options(synchronize_session=False)
        )


async def _file(work: UnitOfWork, connection: Connection, seen: Sequence[Seen]) -> None:
    for start in range(0, len(seen), MOST):
        items = [
            EvidenceItem(
                person_id=one.person_id,
                source=connection.vendor,
                external_id=one.filed_as,
                kind=one.kind,
                title=one.title,
                url=one.url,
                occurred_at=one.occurred_at,
                details=one.details,
            )
            for one in seen[start : start + MOST]
        ]
        await push_evidence(work, items=items)


async def _take_back(work: UnitOfWork, connection: Connection, filed: Sequence[str]) -> None:
    if filed:
        await withdraw_evidence(work, source=connection.vendor, external_ids=filed)


async def _reach(work: UnitOfWork, connection: Connection, reached: ReachedMilestone) -> None:
    whose = (
        select(ExternalAccount.person_id)
        .join(ObservedItem, ObservedItem.account_id == ExternalAccount.id)
        .where(
            ObservedItem.connection_id == connection.id,
            ObservedItem.external_id.in_(reached.items),
            ExternalAccount.person_id.is_not(None),
        )
        .distinct()
        .order_by(ExternalAccount.person_id)
    )
    await reach_milestone(
        work,
        source=connection.vendor,
        external_id=f"{site_key(connection)}/{reached.external_id}",
        kind=MilestoneKind(reached.kind),
        name=reached.name,
        url=reached.url,
        reached_at=reached.reached_at,
        person_ids=[one for one in await work.session.scalars(whose) if one is not None],
    )
