"""The third act: they prepare, talk, record and follow up, and the figures show it."""

import time
from datetime import timedelta
from typing import Any

from demo.noticing import last_nudge
from demo.stage import Player, Stage, must, several
from infra import clock

PATIENCE = 60.0
CONVERSATION = """
conversation {
  id state manager { id } facts { text source url } questions { type text }
  agenda { commitment { id text owner { id name } state } }
}
"""


def hold_first_talk(stage: Stage) -> None:
    """From the nudge to a record that both sides acknowledge."""
    touchpoint = last_nudge(stage)["touchpoint"]["id"]
    talk = _ready_talk(stage, touchpointId=touchpoint)
    _hold(stage, talk["id"])
    with stage.step("The record is written, shared and acknowledged") as counts:
        record = _record(stage, talk["id"])
        seen = _do(stage.manager, "shareRecord", "record { id state version }", recordId=record)
        shared = seen["record"]
        must("the record's state", shared["state"], "SHARED")
        answer = {"recordId": record, "version": shared["version"], "statement": "I agree with it"}
        read = _do(stage.employee, "acknowledgeRecord", "record { state }", **answer)
        must("the record's state", read["record"]["state"], "ACKNOWLEDGED")
        counts.append("2 facts, 1 agreement, 2 actions, and the employee's own words")
    with stage.step("The first talk is closed") as counts:
        _close(stage, talk["id"])
        _wait_for_done(stage)
        counts.append("its nudge is done, its touchpoint held")


def settle_commitments(stage: Stage) -> None:
    """What was promised stands on the next agenda until it is dealt with."""
    talk = _ready_talk(stage, subjectId=stage.employee.id, kind="COACHING")
    with stage.step("Both promises come back on the next agenda, and are settled") as counts:
        owed = {each["commitment"]["owner"]["id"]: each["commitment"] for each in talk["agenda"]}
        must("promises on the agenda", set(owed), {stage.manager.id, stage.employee.id})
        kept, open_still = owed[stage.manager.id], owed[stage.employee.id]
        _do(stage.employee, "fulfilCommitment", "commitment { state }", commitmentId=kept["id"])
        _do(
            stage.employee,
            "carryOverCommitment",
            "commitment { state timesCarriedOver }",
            commitmentId=open_still["id"],
            dueOn=_day(stage, 30),
            reason="The review took longer than planned",
        )
        counts.append(f"kept: “{kept['text']}”; carried over: “{open_still['text']}”")
    _hold(stage, talk["id"])
    with stage.step("The second talk is recorded, acknowledged and closed"):
        record = _record(stage, talk["id"])
        shared = _do(stage.manager, "shareRecord", "record { version }", recordId=record)
        version = shared["record"]["version"]
        _do(stage.employee, "acknowledgeRecord", "record { id }", recordId=record, version=version)
        _close(stage, talk["id"])


def _ready_talk(stage: Stage, **asked: str) -> dict[str, Any]:
    """Planned from a touchpoint or freely, scheduled, and prepared until it is ready."""
    with stage.step("A talk is planned, scheduled and prepared") as counts:
        plan = "answerTouchpoint" if "touchpointId" in asked else "planConversation"
        planned = _do(stage.manager, plan, "conversation { id }", **asked)["conversation"]
        talk = {"conversationId": planned["id"]}
        starts = clock.now() + timedelta(minutes=5)
        ends = starts + timedelta(minutes=30)
        times = {"startsAt": starts.isoformat(), "endsAt": ends.isoformat()}
        _do(stage.manager, "scheduleConversation", "conversation { state }", **talk, **times)
        prepared = _do(stage.manager, "prepareConversation", CONVERSATION, **talk)
        shown: dict[str, Any] = prepared["conversation"]
        ready = _do(stage.manager, "completePreparation", "conversation { state }", **talk)
        must("the talk's state", ready["conversation"]["state"], "READY")
        counts.append(
            f"{several(len(shown['facts']), 'fact')}, {len(shown['questions'])} questions"
        )
        for fact in shown["facts"][:3]:
            counts.append(fact["text"])
    return shown


def _hold(stage: Stage, talk: str) -> None:
    with stage.step("They talk, and both say so"):
        _do(stage.manager, "startConversation", "conversation { state }", conversationId=talk)
        for side in (stage.manager, stage.employee):
            held = _do(side, "confirmHeld", "conversation { state }", conversationId=talk)
        must("the talk's state", held["conversation"]["state"], "HELD")


def _record(stage: Stage, talk: str) -> str:
    made = _do(
        stage.manager,
        "recordConversation",
        "record { id }",
        conversationId=talk,
        facts=[
            {"text": "Issues resolved fell week after week"},
            {"text": "Two reviews waited for more than a week"},
        ],
        agreements=[{"text": "Reviews come before new work"}],
        actions=[
            {
                "text": "Ask the platform team for a reviewer",
                "ownerId": stage.manager.id,
                "dueOn": stage.promised_on.isoformat(),
            },
            {
                "text": "Clear the three oldest reviews",
                "ownerId": stage.employee.id,
                "dueOn": _day(stage, 14),
            },
        ],
    )
    record: str = made["record"]["id"]
    return record


def _close(stage: Stage, talk: str) -> None:
    closed = _do(stage.manager, "closeConversation", "conversation { state }", conversationId=talk)
    must("the talk's state", closed["conversation"]["state"], "CLOSED")


def _wait_for_done(stage: Stage) -> None:
    """The worker follows up on a talk that was held."""
    ends = time.monotonic() + PATIENCE
    while last_nudge(stage)["state"] != "DONE" and time.monotonic() < ends:
        time.sleep(0.5)
    must("the nudge's state", last_nudge(stage)["state"], "DONE")


def _day(stage: Stage, days: int) -> str:
    return (stage.today + timedelta(days=days)).isoformat()


def _do(side: Player, mutation: str, shown: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401
    return side.client.do(mutation, shown, **given)
