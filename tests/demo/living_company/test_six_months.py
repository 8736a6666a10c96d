"""What has come about in the six months of 青禾智控, as those see it whom it concerns."""

import json

import pytest
from sqlalchemy import func, select

from demo.living_company.cast import ADMIN, HRBP, everybody
from demo.living_company.company import Company
from demo.living_company.promises import promise
from demo.living_company.scenes.promised_machine import MACHINE
from demo.living_company.scenes.this_week import PRIVATE
from domain.conversations.queries import visible_notes, visible_talking_points
from domain.goals.goal import Goal
from domain.goals.queries import visible_goals
from domain.nudges.queries import visible_nudges
from domain.people.person import Person
from domain.policy.touchpoint import Touchpoint
from domain.records.queries import visible_record_versions, visible_records
from domain.records.record import Record, RecordState
from domain.scorecards.queries import visible_scorecards


async def test_forty_two_people_of_whom_one_has_left(living: Company) -> None:
    async with living.acting(ADMIN) as work:
        people = (await work.session.scalars(select(Person))).all()
    assert {person.name for person in people} == {one.name for one in everybody()}
    assert len(people) == 42
    assert [person.name for person in people if person.left_on] == ["卢佳"]


async def test_a_promise_was_carried_over_once_and_kept(living: Company) -> None:
    async with living.acting("林晓") as work:
        machine = await promise(work, living.ids["周宁"], MACHINE)
    assert (machine.state, machine.times_carried_over) == ("FULFILLED", 1)
    assert machine.due_on == living.day(140)


async def test_a_promise_was_broken_by_the_schedule(living: Company) -> None:
    async with living.acting("袁帅") as work:
        training = await promise(work, living.ids["郑凯"], "为袁帅安排一次 CRM 商机管理培训")
    assert (training.state, training.dealt_with_by_id) == ("BROKEN", None)


async def test_a_fall_told_the_manager_and_led_to_a_talk(living: Company) -> None:
    async with living.acting("郑凯") as work:
        nudges = (await work.session.scalars(visible_nudges(work.viewer))).all()
        states = {
            json.dumps(each.why, ensure_ascii=False): (
                await work.get(Touchpoint, each.touchpoint_id)
            ).state
            for each in nudges
        }
    (done,) = [state for why, state in states.items() if "11、9.4、7.8、6（" in why]
    (waits,) = [state for why, state in states.items() if "9.1、8.2、7.1、5.8（" in why]
    assert (done, waits) == ("HELD", "PLANNED")


async def test_a_record_is_contested_and_one_waits(living: Company) -> None:
    async with living.acting(HRBP) as work:
        records = (await work.session.scalars(visible_records(work.viewer))).all()
        names = {person.id: person.name for person in await work.session.scalars(select(Person))}
    contested = [names[one.subject_id] for one in records if one.state is RecordState.CONTESTED]
    waiting = [names[one.subject_id] for one in records if one.state is RecordState.SHARED]
    assert (contested, waiting) == (["马骁"], ["陈露"])


async def test_hr_reads_no_word_of_what_was_said(living: Company) -> None:
    async with living.acting(HRBP) as work:
        mine = {living.ids[HRBP]}
        said = await work.session.scalars(
            select(Record)
            .join_from(Record, visible_record_versions(work.viewer).subquery(), isouter=False)
            .distinct()
        )
        assert {one.subject_id in mine or one.manager_id in mine for one in said} == {True}


@pytest.mark.parametrize("name", ["郑凯", HRBP, ADMIN])
async def test_what_is_private_is_its_author_s(living: Company, name: str) -> None:
    async with living.acting(name) as work:
        points = (await work.session.scalars(visible_talking_points(work.viewer))).all()
    assert PRIVATE not in {point.text for point in points}
    async with living.acting("陈露") as work:
        points = (await work.session.scalars(visible_talking_points(work.viewer))).all()
        notes = (await work.session.scalars(visible_notes(work.viewer))).all()
    assert PRIVATE in {point.text for point in points}
    assert {note.text for note in notes if "蔡明" in note.text} == set()


async def test_a_goal_waits_for_the_employee_and_one_was_retuned(living: Company) -> None:
    async with living.acting("陈露") as work:
        goals = (await work.session.scalars(visible_goals(work.viewer))).all()
    assert sorted(goal.state for goal in goals) == ["ACTIVE", "PROPOSED"]
    async with living.acting("林晓") as work:
        (goal,) = (await work.session.scalars(visible_goals(work.viewer))).all()
    assert (goal.state, goal.due_on) == ("ACTIVE", living.day(-45))


async def test_goals_lead_to_the_top(living: Company) -> None:
    async with living.acting("何远") as work:
        goals = {goal.id: goal for goal in await work.session.scalars(visible_goals(work.viewer))}
    above: Goal = next(goal for goal in goals.values() if goal.title == "接线工位零漏检")
    titles = []
    while above.parent_id:
        above = goals[above.parent_id]
        titles.append(above.title)
    assert titles[-1] == "全年新签合同额达到 1.2 亿元"
    assert len(titles) == 4


async def test_scorecards_have_been_counted(living: Company) -> None:
    async with living.acting(HRBP) as work:
        cards = visible_scorecards(work.viewer).subquery()
        assert (await work.session.scalar(select(func.count()).select_from(cards)) or 0) > 30
