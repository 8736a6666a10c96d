"""Points that an app of ours may spend at a vendor in an hour, over all companies together.

The vendor counts the whole app, so one company's first import could leave nothing for the
others. Whoever asks has an equal part, as if one more company might still come; beyond it they
take only what the hour that has passed has left over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from integrations.troubles import TryLater
from tenants.shared import OWN, TAKEN_ON, Shared, Wall

HOUR = timedelta(hours=1)
_A_MOMENT = timedelta(minutes=2)
"""After which somebody who has used up their part asks again."""


class AppHour(Shared):
    """What all companies have spent this hour: one row an app, which says nothing of whose."""

    __tablename__ = "app_hours"
    walls: ClassVar[tuple[Wall, ...]] = (Wall("tenants", ["SELECT", "INSERT", "UPDATE"], TAKEN_ON),)

    app: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[datetime]
    points: Mapped[int]
    companies: Mapped[int]
    companies_before: Mapped[int] = mapped_column(default=0, server_default="0")
    stopped_until: Mapped[datetime | None] = mapped_column(default=None)


class AppShare(Shared):
    """What one company has spent of it."""

    __tablename__ = "app_shares"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (Wall("tenants", ["SELECT", "INSERT", "UPDATE"], OWN),)

    app: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    hour: Mapped[datetime]
    points: Mapped[int]


@dataclass(frozen=True)
class _Spent:
    mine: int
    all: int
    companies: int
    stopped_until: datetime | None


async def spend(work: UnitOfWork, app: str, points: int, *, limit: int) -> None:
    """Take points for a call, before it is made.

    Raises:
        TryLater: there are none left for this company now; nothing is taken.
    """
    spent = await _take(work, app, points)
    if spent.stopped_until is not None and work.now < spent.stopped_until:
        raise _later(spent.stopped_until)
    ends = hour_of(work.now) + HOUR
    if spent.all > limit:
        raise _later(ends)
    passed = (work.now - hour_of(work.now)) / HOUR
    if spent.mine > part_of(limit, spent.companies) and spent.all > limit * passed:
        raise _later(min(ends, work.now + _A_MOMENT))


async def give_back(work: UnitOfWork, app: str, points: int) -> None:
    """A call was cheaper than it could have been."""
    hour = hour_of(work.now)
    mine = update(AppShare).where(AppShare.app == app, AppShare.hour == hour)
    await work.session.execute(mine.values(points=func.greatest(0, AppShare.points - points)))
    every = update(AppHour).where(AppHour.app == app, AppHour.hour == hour)
    await work.session.execute(every.values(points=func.greatest(0, AppHour.points - points)))


def part_of(limit: int, companies: int) -> int:
    """What each may spend whenever it likes, while so many do."""
    return limit // (companies + 1)


async def stop_app(work: UnitOfWork, app: str, until: datetime) -> None:
    """The vendor has refused the whole app: nobody asks before that."""
    row = {"app": app, "hour": hour_of(work.now), "points": 0, "companies": 0}
    stopping = insert(AppHour).values(**row, companies_before=0, stopped_until=until)
    latest = func.greatest(AppHour.stopped_until, stopping.excluded.stopped_until)
    await work.session.execute(
        stopping.on_conflict_do_update(index_elements=["app"], set_={"stopped_until": latest})
    )


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


async def _take(work: UnitOfWork, app: str, points: int) -> _Spent:
    hour = hour_of(work.now)
    before = select(AppShare.hour).where(AppShare.app == app).with_for_update()
    joins = await work.session.scalar(before) != hour
    share = insert(AppShare).values(app=app, tenant_id=work.tenant_id, hour=hour, points=points)
    same = AppShare.hour == share.excluded.hour
    mine = await work.session.scalar(
        share.on_conflict_do_update(
            index_elements=["app", "tenant_id"],
            set_={"hour": hour, "points": case((same, AppShare.points), else_=0) + points},
        ).returning(AppShare.points)
    )
    return await _take_from_all(work, app, points, mine or points, joins=joins)


async def _take_from_all(
    work: UnitOfWork, app: str, points: int, mine: int, *, joins: bool
) -> _Spent:
    row = {"app": app, "hour": hour_of(work.now), "points": points, "companies": 1}
    adding = insert(AppHour).values(**row, companies_before=0)
    same = AppHour.hour == adding.excluded.hour
    added = adding.on_conflict_do_update(
        index_elements=["app"],
        set_={
            "hour": adding.excluded.hour,
            "points": case((same, AppHour.points), else_=0) + points,
            "companies": case((same, AppHour.companies), else_=0) + int(joins),
            "companies_before": case((same, AppHour.companies_before), else_=AppHour.companies),
        },
    ).returning(AppHour.points, AppHour.companies, AppHour.companies_before, AppHour.stopped_until)
    every, now, before, stopped_until = (await work.session.execute(added)).one()
    return _Spent(mine, every, max(now, before), stopped_until)


def _later(until: datetime) -> TryLater:
    return TryLater(
        f"This hour's calls are used up; reading goes on at {until:%H:%M} UTC",
        zh=f"本小时的调用额度已用完，将于 UTC {until:%H:%M} 继续读取",
        until=until,
        expected=True,
    )
