"""The names that are kept in the database. Whoever changes one here leaves rows behind."""

import pytest

import worker
from domain.kept_name import kept_name
from domain.reaction import reaction
from infra.queue import ACTOR
from provisioner import CHORES
from tenants.jobs import JOBS, Run, job
from tests.tenants.test_jobs import greet_back

NAMES = {
    "jobs": [
        "access.end_later",
        "access.forget_ended",
        "access.index_all_addresses",
        "access.mail_link",
        "access.mail_linked_accounts",
        "access.mail_sign_in_links",
        "access.tell_former_address",
        "audit.anchor",
        "audit.anchor_new",
        "audit.expire_entries",
        "connections.check",
        "connections.count_person",
        "connections.count_weeks",
        "connections.end",
        "connections.file_account",
        "connections.match_accounts",
        "connections.read_hinted",
        "connections.reconcile",
        "connections.reconcile_all",
        "connections.subscribe",
        "connections.sync",
        "connections.sync_all",
        "deadlines.settle",
        "email_domains.check_proven",
        "events.dispatch",
        "events.forget_handled",
        "events.react",
        "events.tell_listener",
        "identity_providers.check",
        "organisation.hand_over_later",
        "plugins.check_versions",
        "plugins.finish_uninstalling",
        "plugins.give_up_installing",
        "scorecards.recompute_overdue",
        "signals.judge_ended_weeks",
        "webhooks.deliver",
        "webhooks.forget_deliveries",
        "webhooks.resume_deliveries",
        "webhooks.write_missed",
    ],
    "reactions": [
        "access.end_former_sessions",
        "access.end_on_leaving",
        "access.tell_of_linked_accounts",
        "conversations.propose_preparation",
        "nudges.drop",
        "nudges.finish",
        "nudges.hand_over",
        "nudges.withdraw",
        "organisation.hand_over",
        "plugins.await_token",
        "plugins.await_uninstalling",
        "plugins.tell",
        "scorecards.refresh_coverage",
        "scorecards.refresh_follow_through",
        "signals.watch_metric",
        "touchpoints.drop_goal",
        "touchpoints.follow_conversation",
        "touchpoints.plan_clarification",
        "touchpoints.plan_look_back",
        "webhooks.switch_off_endpoints",
        "webhooks.switch_off_unconfirmed_endpoints",
    ],
    "listeners": [
        "access.index_addresses",
        "connections.match_newcomers",
        "signals.judge_when_over",
        "webhooks.fan_out",
    ],
    "chores": [
        "companies.drop_due",
        "companies.refill_spares",
    ],
}
"""All there are. One that goes may have left work behind, and one that changes has: then say in
`tenants/former_names.tsv` what it was called before."""


def test_the_names_are_those_that_the_database_knows() -> None:
    known = {
        "jobs": {name for name in JOBS if not name.startswith(("tests.", "bench."))},
        "reactions": {each.name for all_ in worker.REACTIONS.values() for each in all_},
        "listeners": {each.name for each in worker.LISTENERS},
        "chores": {each.name for each in CHORES},
    }
    assert {kind: sorted(names) for kind, names in known.items()} == NAMES


def test_messages_of_the_version_before_find_whom_they_are_for() -> None:
    """Named in the broker's messages: not to be renamed with the worker's file."""
    assert ACTOR.split(".") == ["tenants", "work_off"]


@pytest.mark.parametrize("name", ["deliver", "webhooks.Deliver", "webhooks.jobs.deliver", "a.b-c"])
def test_a_badly_formed_name_is_refused(name: str) -> None:
    async def some(_: Run) -> None: ...

    with pytest.raises(ValueError, match="write a part and a deed"):
        job(name)(some)


def test_no_two_things_have_the_same_name() -> None:
    async def another(_: Run) -> None: ...

    with pytest.raises(ValueError, match=r'"tests.greet_back" is the name of two things, at .+'):
        job(greet_back.name)(another)
    with pytest.raises(ValueError, match=r'"webhooks.deliver" is the name of two things, at .+'):
        reaction("webhooks.deliver")(another)  # type: ignore[arg-type]


def test_the_same_function_may_be_declared_again() -> None:
    for _ in range(2):
        assert kept_name("tests.greet_back", greet_back.reacts) == "tests.greet_back"
