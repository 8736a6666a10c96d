"""Telling Tanlu what happened elsewhere. Each push counts wholly or not at all, and may repeat."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, tuple_

from domain.actor import Actor, ActorKind, Role
from domain.errors import Conflict, Invalid, NotAllowed
from domain.people.queries import today
from domain.signals.events import EvidenceFiled, MetricRecorded
from domain.signals.evidence import MANUAL, Evidence
from domain.signals.filing import WrittenEvidence, write_evidence
from domain.signals.metric import MetricPointEdit, MetricSeries, is_over
from domain.signals.pushed import EvidenceItem, MetricPointItem, check_count
from domain.signals.recording import SeriesKey, WrittenPoint, keep_series, write_points
from domain.signals.subjects import subjects_of
from domain.work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PushResult:
    """What a push did, in items."""

    created: int
    updated: int
    unchanged: int


async def push_evidence(work: UnitOfWork, *, items: Sequence[EvidenceItem]) -> PushResult:
    """File what people did, known again by source and external id.

    Who may: HR, an admin, the system, a plugin; a person about themselves with the source
    `manual`.
    """
    check_count(items, "items")
    told = [item.cleaned(f"items[{place}]") for place, item in enumerate(items)]
    people = await subjects_of(work, told, "items")
    author_id = None if _may_push(work.actor) else await _author_of(work, told, people)
    _refuse_repeats([(item.source, item.external_id) for item in told], "items", "external_id")
    if not told:
        return PushResult(created=0, updated=0, unchanged=0)
    written = await write_evidence(work, told, people, only_of=author_id)
    _announce_filed(work, written)
    new = sum(piece.new for piece in written)
    return PushResult(created=new, updated=len(written) - new, unchanged=len(told) - len(written))


async def push_metric_points(work: UnitOfWork, *, points: Sequence[MetricPointItem]) -> PushResult:
    """Record values of people's metrics, known again by person, key and week.

    A series is made with its first point. A week under way is kept, and judged once it is over.
    Who may: HR, an admin, the system, a plugin.
    """
    if not _may_push(work.actor):
        raise NotAllowed("Only HR and admins push metrics", zh="只有 HR 和管理员可以推送指标")
    check_count(points, "points")
    told = [point.cleaned(f"points[{place}]") for place, point in enumerate(points)]
    people = await subjects_of(work, told, "points")
    keys = [(who, point.key, point.period_start) for who, point in zip(people, told, strict=True)]
    _refuse_repeats(keys, "points", "period_start")
    if not told:
        return PushResult(created=0, updated=0, unchanged=0)
    series = await keep_series(work, told, people)
    written = await write_points(work, _values(series, told, people))
    _log_edits(work, written)
    _announce_recorded(work, series, written)
    new = sum(point.earlier is None for point in written)
    return PushResult(created=new, updated=len(written) - new, unchanged=len(told) - len(written))


def _may_push(actor: Actor) -> bool:
    return actor.has(Role.ADMIN, Role.HR) or actor.kind in {ActorKind.SYSTEM, ActorKind.PLUGIN}


async def _author_of(
    work: UnitOfWork, items: Sequence[EvidenceItem], people: Sequence[UUID]
) -> UUID:
    author_id = work.actor.require_person()
    for place, (item, person_id) in enumerate(zip(items, people, strict=True)):
        if person_id != author_id or item.source != MANUAL:
            raise NotAllowed(
                f"You can file evidence about yourself only, with the source “{MANUAL}”",
                zh=f"只能以来源“{MANUAL}”为自己登记工作事实",
                field=f"items[{place}]",
            )
    keys = [(item.source, item.external_id) for item in items]
    taken = select(Evidence.external_id).where(
        tuple_(Evidence.source, Evidence.external_id).in_(keys), Evidence.person_id != author_id
    )
    of_others = set(await work.session.scalars(taken))
    for place, item in enumerate(items):
        if item.external_id in of_others:
            raise Conflict(
                "This external id is in use; choose another",
                zh="该外部编号已被使用，请换一个",
                field=f"items[{place}].external_id",
            )
    return author_id


def _refuse_repeats(keys: Sequence[object], name: str, part: str) -> None:
    first: dict[object, int] = {}
    for place, key in enumerate(keys):
        if first.setdefault(key, place) != place:
            raise Invalid(
                f"This is the same item as {name}[{first[key]}]: push each once",
                zh=f"与 {name}[{first[key]}] 重复，每条只能推送一次",
                field=f"{name}[{place}].{part}",
            )


def _values(
    series: Mapping[SeriesKey, MetricSeries],
    points: Sequence[MetricPointItem],
    people: Sequence[UUID],
) -> dict[tuple[UUID, date], float]:
    values: dict[tuple[UUID, date], float] = {}
    for place, (person_id, point) in enumerate(zip(people, points, strict=True)):
        known = series[person_id, point.key]
        known.check_same(unit=point.unit, source=point.source, at=f"points[{place}]")
        values[known.id, point.period_start] = point.value
    return values


def _log_edits(work: UnitOfWork, written: Sequence[WrittenPoint]) -> None:
    for point in written:
        if point.earlier is not None:
            work.add(
                MetricPointEdit(
                    point_id=point.id,
                    earlier_value=point.earlier,
                    value=point.value,
                    edited_at=work.now,
                    actor_kind=work.actor.kind.value,
                    actor_id=work.actor.person_id,
                    late=is_over(point.period_start, today(work)),
                )
            )


def _announce_recorded(
    work: UnitOfWork, series: Mapping[SeriesKey, MetricSeries], written: Sequence[WrittenPoint]
) -> None:
    changed: dict[UUID, int] = defaultdict(int)
    for point in written:
        changed[point.series_id] += 1
    for one in series.values():
        if one.id in changed:
            work.announce(
                MetricRecorded(
                    subject_id=one.id,
                    person_id=one.person_id,
                    key=one.key,
                    points=changed[one.id],
                )
            )


def _announce_filed(work: UnitOfWork, written: Sequence[WrittenEvidence]) -> None:
    about: dict[UUID, list[UUID]] = defaultdict(list)
    for piece in written:
        about[piece.person_id].append(piece.id)
    for person_id, evidence_ids in about.items():
        work.announce(EvidenceFiled(subject_id=person_id, evidence_ids=evidence_ids))
