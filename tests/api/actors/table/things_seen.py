"""That something is, is asked for, or was done: for those concerned, the line above and HR."""

from datetime import timedelta

from domain.conversations.confirmation import HeldConfirmation
from domain.conversations.conversation import Conversation
from domain.goals.goal import Goal
from domain.nudges.nudge import Nudge
from domain.people.person import Person
from domain.policy.touchpoint import Touchpoint
from domain.policy.trigger_firing import TriggerFiring
from domain.policy.trigger_rule import TriggerRule
from domain.records.record import Record
from domain.scorecards.commands import recompute_scorecard
from domain.scorecards.period import Grain
from domain.scorecards.scorecard import ManagerScorecard, ScorecardSource
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricSeries
from infra import clock
from tests import talks
from tests.api.actors.company import Company
from tests.api.actors.deed import Given
from tests.api.actors.table import conversations, goals, people, records, signals
from tests.api.actors.thing import Thing, newest
from tests.signals import a_piece, a_point, push_pieces, push_points


async def evidence(c: Company) -> Given:
    await push_pieces(c.place, [a_piece(c.cast.omar, c.fresh("K-"))])
    return {}


async def a_metric(c: Company) -> Given:
    await push_points(c.place, [a_point(c.cast.omar, 3, key=c.fresh("key"))])
    return {}


async def a_scorecard(c: Company) -> Given:
    """Of the month in which a talk was due that was asked for: it counts once that day is over."""
    await signals.a_touchpoint(c)
    due = clock.now() + signals.DUE_IN
    async with c.system(now=due + timedelta(days=1)) as work:
        mei = c.cast.mei.id
        await recompute_scorecard(work, manager_id=mei, grain=Grain.MONTH, day=due.date())
    return {}


async def a_confirmation(c: Company) -> Given:
    await talks.held(c.cast, now=clock.now())
    return {}


SEEN = {
    "Conversation": Thing("EMLHAPDG", newest(Conversation, conversations.planned)),
    "Evidence": Thing("EMLHPDG", newest(Evidence, evidence)),
    "Goal": Thing("EMLHPDG", newest(Goal, goals.a_draft)),
    "HeldConfirmation": Thing("EMLHAPDG", newest(HeldConfirmation, a_confirmation)),
    "ManagerScorecard": Thing("MLHPDG", newest(ManagerScorecard, a_scorecard)),
    "MetricSeries": Thing("EMLHPDG", newest(MetricSeries, a_metric)),
    "Nudge": Thing("MD", newest(Nudge, signals.a_nudge)),
    "Person": Thing("EOMLHAPDGI", newest(Person, people.somebody)),
    "Record": Thing("EMHAPDG", newest(Record, records.a_shared_one)),
    "ScorecardSource": Thing("MLHPDG", newest(ScorecardSource, a_scorecard)),
    "Touchpoint": Thing("EMLHPDG", newest(Touchpoint, signals.a_touchpoint)),
    "TriggerFiring": Thing("EMLHPDG", newest(TriggerFiring, signals.a_touchpoint)),
    "TriggerRule": Thing("EOMLHAPDGI", newest(TriggerRule, signals.a_rule)),
}
