import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.errors import Invalid, NotAllowed
from domain.policy.commands import change_trigger_rule, install_default_rules
from domain.policy.trigger_rule import RuleKind, TriggerRule, TriggerRuleVersion
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, Cast, acting


async def _rules(place: Place) -> dict[RuleKind, TriggerRule]:
    async with open_work(place, Actor.system()) as work:
        return {rule.kind: rule for rule in await work.session.scalars(select(TriggerRule))}


async def _install(place: Place) -> dict[RuleKind, TriggerRule]:
    async with open_work(place, Actor.system(), now=NOON) as work:
        await install_default_rules(work)
    return await _rules(place)


async def test_every_company_starts_with_three_rules(acme: Place) -> None:
    rules = await _install(acme)
    assert {kind: rule.settings for kind, rule in rules.items()} == {
        RuleKind.GOAL_ISSUED: (True, 7, None, None),
        RuleKind.METRIC_DECLINE: (True, 7, 3, 8),
        RuleKind.MILESTONE_REACHED: (True, 7, None, None),
    }


@pytest.mark.requirement(128)
async def test_what_was_changed_stays_when_the_defaults_come_again(cast: Cast) -> None:
    rule = (await _install(cast.place))[RuleKind.METRIC_DECLINE]
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await change_trigger_rule(work, rule_id=rule.id, enabled=False, due_in_days=3, weeks=4)
    kept = (await _install(cast.place))[RuleKind.METRIC_DECLINE]
    assert (kept.id, kept.settings, kept.version) == (rule.id, (False, 3, 4, 8), 2)


async def test_what_a_rule_said_before_is_kept(cast: Cast) -> None:
    rule = (await _install(cast.place))[RuleKind.METRIC_DECLINE]
    for weeks in (4, 4, 5):
        async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
            await change_trigger_rule(
                work, rule_id=rule.id, enabled=True, due_in_days=7, weeks=weeks
            )
    async with open_work(cast.place, Actor.system()) as work:
        of_it = (
            select(TriggerRuleVersion)
            .where(TriggerRuleVersion.rule_id == rule.id)
            .order_by(TriggerRuleVersion.version)
        )
        said = [
            (one.version, one.weeks, one.made_by_id) for one in await work.session.scalars(of_it)
        ]
    assert said == [(1, 3, None), (2, 4, cast.hua.id), (3, 5, cast.hua.id)]


@pytest.mark.parametrize(
    ("days", "weeks", "back", "field"),
    [
        (0, 3, None, "due_in_days"),
        (91, 3, None, "due_in_days"),
        (7, 1, None, "weeks"),
        (7, 27, None, "weeks"),
        (7, None, None, "weeks"),
        (7, 3, 0, "look_back_weeks"),
        (7, 3, 1041, "look_back_weeks"),
    ],
)
async def test_senseless_settings_are_refused(
    cast: Cast, days: int, weeks: int | None, back: int | None, field: str
) -> None:
    rule = (await _install(cast.place))[RuleKind.METRIC_DECLINE]
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await change_trigger_rule(
                work,
                rule_id=rule.id,
                enabled=True,
                due_in_days=days,
                weeks=weeks,
                look_back_weeks=back,
            )
    assert refused.value.field == field
    assert (await _rules(cast.place))[RuleKind.METRIC_DECLINE].settings == (True, 7, 3, 8)


async def test_only_a_metric_has_a_past_to_look_back_on(cast: Cast) -> None:
    rule = (await _install(cast.place))[RuleKind.GOAL_ISSUED]
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await change_trigger_rule(
                work, rule_id=rule.id, enabled=True, due_in_days=7, look_back_weeks=8
            )
    assert refused.value.field == "look_back_weeks"


@pytest.mark.parametrize("who", ["mei", "omar", "ivan"])
async def test_only_hr_and_admins_set_rules(cast: Cast, who: str) -> None:
    rule = (await _install(cast.place))[RuleKind.METRIC_DECLINE]
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await install_default_rules(work)
        with pytest.raises(NotAllowed):
            await change_trigger_rule(work, rule_id=rule.id, enabled=False, due_in_days=7, weeks=3)
    assert (await _rules(cast.place))[RuleKind.METRIC_DECLINE].version == 1
