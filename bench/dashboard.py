"""The dashboard query: a manager's ten reports with goals and conversations, about 330 objects."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from domain.actor import Actor
from domain.base import Stored, new_id
from domain.commitments.commitment import Commitment
from domain.conversations.conversation import Conversation
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from infra.database import Place
from tenants.work import open_work

REPORTS, GOALS, KEY_RESULTS, CONVERSATIONS, COMMITMENTS = 10, 4, 4, 4, 2
NODES = 1 + REPORTS * (1 + GOALS * (1 + KEY_RESULTS) + CONVERSATIONS * (1 + COMMITMENTS))
JOINED, DUE = date(2026, 1, 5), date(2027, 1, 4)
MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)

DOCUMENT = """
query dashboard($id: ID!) {
  person(id: $id) {
    id name title
    reports(first: 10) { nodes {
      id name title
      goals(first: 4) { nodes {
        id title type state dueOn
        keyResults { id title unit start target current }
      } }
      conversations(first: 4) { nodes {
        id kind state plannedAt
        commitments(first: 2) { nodes { id text dueOn state } }
      } }
    } }
  }
}
"""

BY_HAND = """
SELECT json_build_object('person', json_build_object(
  'id', p.id, 'name', p.name, 'title', p.title,
  'reports', json_build_object('nodes', (
    SELECT coalesce(json_agg(r.node), '[]') FROM (
      SELECT json_build_object(
        'id', r.id, 'name', r.name, 'title', r.title,
        'goals', json_build_object('nodes', (
          SELECT coalesce(json_agg(g.node), '[]') FROM (
            SELECT json_build_object(
              'id', g.id, 'title', g.title, 'type', g.type, 'state', g.state, 'dueOn', g.due_on,
              'keyResults', (
                SELECT coalesce(json_agg(json_build_object(
                  'id', k.id, 'title', k.title, 'unit', k.unit, 'start', k.start,
                  'target', k.target, 'current', k.current) ORDER BY k.position), '[]')
                FROM key_results k WHERE k.goal_id = g.id)) AS node
            FROM goals g WHERE g.owner_id = r.id
            ORDER BY coalesce(g.due_on, 'infinity'), g.id LIMIT 4) g)),
        'conversations', json_build_object('nodes', (
          SELECT coalesce(json_agg(c.node), '[]') FROM (
            SELECT json_build_object(
              'id', c.id, 'kind', c.kind, 'state', c.state, 'plannedAt', c.planned_at,
              'commitments', json_build_object('nodes', (
                SELECT coalesce(json_agg(m.node), '[]') FROM (
                  SELECT json_build_object(
                    'id', m.id, 'text', m.text, 'dueOn', m.due_on, 'state', m.state) AS node
                  FROM commitments m WHERE m.conversation_id = c.id
                  ORDER BY m.due_on, m.id LIMIT 2) m))) AS node
            FROM conversations c WHERE c.subject_id = r.id
            ORDER BY c.planned_at DESC, c.id DESC LIMIT 4) c))) AS node
      FROM reporting_lines l JOIN people r ON r.id = l.person_id
      WHERE l.manager_id = p.id AND l.valid_from <= $2 AND (l.valid_to IS NULL OR l.valid_to > $2)
      ORDER BY r.name, r.id LIMIT 10) r))))
FROM people p WHERE p.id = $1
"""

POSTGRAPHILE = """
query dashboard($id: UUID!) {
  personByRowId(rowId: $id) {
    rowId name title
    reportingLinesByManagerId(first: 10) { nodes { personByPersonId {
      rowId name title
      goalsByOwnerId(first: 4) { nodes {
        rowId title type state dueOn
        keyResultsByGoalId { nodes { rowId title unit start target current } }
      } }
      conversationsBySubjectId(first: 4) { nodes {
        rowId kind state plannedAt
        commitmentsByConversationId(first: 2) { nodes { rowId text dueOn state } }
      } }
    } } }
  }
}
"""


@dataclass
class _Rows:
    """Rows by table, in the order in which they may be inserted."""

    made: dict[type[Stored], list[dict[str, Any]]]

    def add(self, kind: type[Stored], /, **values: Any) -> UUID:  # noqa: ANN401 - any column
        row = {"id": new_id(), **values}
        self.made[kind].append(row)
        found: UUID = row["id"]
        return found


async def seed(place: Place, managers: int = 20) -> UUID:
    """Managers with ten reports each; the id of one in the middle."""
    tables = (Person, ReportingLine, Goal, KeyResult, Conversation, Commitment)
    rows = _Rows({kind: [] for kind in tables})
    ids = [_manager(rows, number) for number in range(managers)]
    async with open_work(place, Actor.system(), now=MOMENT) as work:
        for kind, made in rows.made.items():
            await work.session.execute(insert(kind), made)
    return ids[managers // 2]


def _person(rows: _Rows, name: str) -> UUID:
    email = f"{name.lower().replace(' ', '.')}@bench.test"
    person = {"name": name, "email": email, "title": "Engineer", "roles": [], "joined_on": JOINED}
    return rows.add(Person, **person)


def _manager(rows: _Rows, number: int) -> UUID:
    manager = _person(rows, f"Manager {number}")
    for place in range(REPORTS):
        report = _person(rows, f"Report {number} {place}")
        rows.add(ReportingLine, person_id=report, manager_id=manager, valid_from=JOINED)
        for each in range(GOALS):
            _goal(rows, report, manager, each)
        for each in range(CONVERSATIONS):
            _conversation(rows, report, manager, each)
    return manager


def _goal(rows: _Rows, owner: UUID, manager: UUID, number: int) -> None:
    goal = rows.add(
        Goal,
        type="OKR",
        owner_id=owner,
        proposed_by_id=manager,
        title=f"Ship release {number} to every customer in the region",
        why="So that nobody waits",
        state="ACTIVE",
        due_on=DUE,
        created_at=MOMENT,
    )
    for position in range(KEY_RESULTS):
        measured = {"start": 0.0, "target": 100.0, "current": 12.5 * position, "weight": 1}
        named = {"title": f"Key result {position}", "unit": "%", "position": position}
        rows.add(KeyResult, goal_id=goal, **named, **measured)


def _conversation(rows: _Rows, subject: UUID, manager: UUID, number: int) -> None:
    held = {"kind": "COACHING", "form": "DIALOGUE", "weight": "STRUCTURED", "channel": "VIDEO"}
    pair = {"subject_id": subject, "manager_id": manager, "planned_by_id": manager}
    conversation = rows.add(Conversation, **held, **pair, state="RECORDED", planned_at=MOMENT)
    for promise in range(COMMITMENTS):
        rows.add(
            Commitment,
            conversation_id=conversation,
            owner_id=subject if promise else manager,
            counterpart_id=manager if promise else subject,
            text=f"Do thing {promise} of talk {number} before the next one",
            due_on=DUE,
            made_at=MOMENT,
            state="OPEN",
            times_carried_over=0,
        )
