"""What others hear about people, facts of work and scorecards."""

from uuid import UUID

from pydantic import Field

from domain.people import events
from domain.scorecards.events import ScorecardComputed
from domain.signals.events import EvidenceFiled, MetricRecorded
from webhooks.payloads.shape import Data, Day, Id, Number, said, word

_PEOPLE = "people:read"
_SIGNALS = "signals:read"


class OfPerson(Data):
    """Whom it is about; who that is, the API says."""


class ManagedPerson(OfPerson):
    """From a day on somebody else, or nobody, manages the person."""

    manager_id: Id | None = word("0197a3c2-6666-7c31-9f0e-5b1d2a6c4e88", "From then on.")
    former_manager_id: Id | None = word("0197a3c2-7777-7c31-9f0e-5b1d2a6c4e88", "Until then.")


class LeftPerson(OfPerson):
    """The last day."""

    on: Day


class RehiredPerson(OfPerson):
    """The first day of working here again, and the days of before."""

    on: Day
    had_joined_on: Day
    had_left_on: Day


class RecordedMetric(Data):
    """Points of one series were new or changed."""

    person_id: Id
    key: str = word("issues_resolved", "Which metric.")
    points: Number


class FiledEvidence(Data):
    """Pieces of evidence about the person were new or changed."""

    evidence_ids: list[UUID] = Field(examples=[["0197a3c2-8888-7c31-9f0e-5b1d2a6c4e88"]])


class ComputedScorecard(Data):
    """Whose, for which period, by which formula."""

    manager_id: Id
    grain: str = word("MONTH", "The length of the period.")
    period_start: Day
    formula_version: Number


PEOPLE = dict(
    [
        said(events.PersonAdded, OfPerson, _PEOPLE, "Somebody joined", "新增了员工"),
        said(
            events.PersonAmended,
            OfPerson,
            _PEOPLE,
            "What is known of somebody changed",
            "员工信息有变更",
        ),
        said(
            events.ManagerChanged,
            ManagedPerson,
            _PEOPLE,
            "Somebody gets another manager",
            "员工的直属上级有变更",
        ),
        said(events.PersonLeft, LeftPerson, _PEOPLE, "Somebody leaves", "员工离职"),
        said(
            events.PersonRehired,
            RehiredPerson,
            _PEOPLE,
            "Somebody who had left works here again",
            "离职员工重新入职",
        ),
    ]
)

SIGNALS = dict(
    [
        said(
            MetricRecorded,
            RecordedMetric,
            _SIGNALS,
            "Values of a metric were recorded",
            "记录了指标数值",
        ),
        said(EvidenceFiled, FiledEvidence, _SIGNALS, "Evidence was filed", "归档了工作事实"),
        said(
            ScorecardComputed,
            ComputedScorecard,
            "scorecards:read",
            "A manager's scorecard was computed",
            "计算了管理者沟通计分卡",
        ),
    ]
)
