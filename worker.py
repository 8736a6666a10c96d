"""Where everything meets: what follows from each event, and every module that declares jobs.

`python worker.py` runs jobs, `python worker.py schedule` asks for the periodic ones, and
`relay.py` hands them over. Each ends on SIGTERM and with the process that started it.
"""

import asyncio
import os
import sys
from collections.abc import Collection, Mapping, Sequence

import integrations.jobs
import integrations.plugins.looking  # noqa: F401 - these make their jobs known
import tenants.access.email_domains.lookup
import tenants.access.link_mail
import tenants.access.link_request
import tenants.audit.anchoring
import tenants.audit.retention
import tenants.identity_check
import tenants.upkeep  # noqa: F401 - these make their jobs known
import webhooks.upkeep  # noqa: F401 - as above
from domain.commitments.events import (
    CommitmentBroken,
    CommitmentCarriedOver,
    CommitmentFulfilled,
    CommitmentMade,
    CommitmentReleased,
)
from domain.conversations.events import (
    ConversationCancelled,
    ConversationHeld,
    ConversationMissed,
    ConversationPlanned,
    ConversationRecorded,
    ConversationScheduled,
    ConversationWaived,
)
from domain.conversations.reactions import propose_preparation
from domain.events import Event
from domain.goals.events import GoalIssued, GoalWithdrawn
from domain.nudges.clarifying import drop_goal, plan_clarification
from domain.nudges.milestones import plan_look_back
from domain.nudges.reactions import (
    drop_nudge,
    finish_nudge,
    hand_over_nudge,
    withdraw_nudge,
)
from domain.nudges.watching import watch_metric
from domain.people.events import (
    AccessRestored,
    EmailConfirmed,
    FirstProof,
    ManagerChanged,
    PersonAdded,
    PersonAmended,
    PersonLeft,
    RolesChanged,
)
from domain.policy.events import (
    TouchpointAssigned,
    TouchpointCancelled,
    TouchpointHeld,
    TouchpointPlanned,
    TouchpointWaived,
)
from domain.policy.following import follow_conversation
from domain.reaction import Listener, Reaction
from domain.scorecards.reactions import refresh_coverage, refresh_follow_through
from domain.signals.events import MetricRecorded, MilestoneReached
from infra.lifetime import follow_parent, until_told
from infra.telemetry import configure_logging
from infra.trouble import Trouble
from integrations.plugins.events import (
    PluginApproved,
    PluginResumed,
    PluginRetried,
    PluginSuspended,
    PluginUninstalled,
    PluginUpgraded,
)
from integrations.plugins.judge import know_judge
from integrations.plugins.manifest import Manifest
from integrations.plugins.reactions import see_it_off, tell_plugin, wait_for_it
from integrations.reactions import match_newcomers
from tenants.access.handover import hand_over
from tenants.access.known_address import CHANGED_BY, keep_addresses
from tenants.access.leaving import end_access
from tenants.access.restored_access import end_what_was_open
from tenants.access.second_factor.demand import SecondFactorDemanded
from tenants.access.told_changes import tell_of_accounts
from tenants.alone import run_alone
from tenants.ended_weeks import judge_when_over
from tenants.keys.key_mark import refuse_to_start
from tenants.reactions import know_reactions
from tenants.schedule import Schedule
from tenants.work_off import work_off
from webhooks.documents import Documents, know_documents
from webhooks.endpoint_rights import silence_endpoints, silence_unconfirmed_endpoints
from webhooks.payloads.catalogue import PUBLIC
from webhooks.reactions import fan_out

REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {
    CommitmentBroken: [refresh_follow_through],
    CommitmentCarriedOver: [refresh_follow_through],
    CommitmentFulfilled: [refresh_follow_through],
    CommitmentMade: [refresh_follow_through],
    CommitmentReleased: [refresh_follow_through],
    ConversationCancelled: [follow_conversation],
    ConversationHeld: [follow_conversation, refresh_coverage],
    ConversationMissed: [follow_conversation],
    ConversationPlanned: [follow_conversation],
    ConversationRecorded: [refresh_coverage],
    ConversationScheduled: [follow_conversation, propose_preparation],
    ConversationWaived: [follow_conversation],
    GoalIssued: [plan_clarification],
    GoalWithdrawn: [drop_goal],
    ManagerChanged: [hand_over],
    MetricRecorded: [watch_metric],
    MilestoneReached: [plan_look_back],
    PersonLeft: [hand_over, end_access, silence_endpoints],
    AccessRestored: [end_what_was_open],
    FirstProof: [tell_of_accounts],
    PluginApproved: [tell_plugin, wait_for_it],
    PluginResumed: [tell_plugin],
    PluginRetried: [tell_plugin, wait_for_it],
    PluginSuspended: [tell_plugin],
    PluginUninstalled: [tell_plugin, see_it_off],
    PluginUpgraded: [tell_plugin],
    RolesChanged: [silence_endpoints],
    SecondFactorDemanded: [silence_unconfirmed_endpoints],
    TouchpointAssigned: [hand_over_nudge, refresh_coverage],
    TouchpointCancelled: [drop_nudge, refresh_coverage],
    TouchpointHeld: [finish_nudge],
    TouchpointPlanned: [refresh_coverage],
    TouchpointWaived: [withdraw_nudge, refresh_coverage],
}
"""From an event to our own reactions to it, each run and retried alone."""

LISTENERS: Mapping[Listener, Collection[str]] = {
    fan_out: frozenset(PUBLIC),
    match_newcomers: frozenset((PersonAdded.name, PersonAmended.name, EmailConfirmed.name)),
    keep_addresses: CHANGED_BY,
    judge_when_over: frozenset((MetricRecorded.name,)),
}
"""Who is told many events at once, and which: whoever asked to hear of public ones, connections
and the directory of addresses, because an import brings thousands of people, and so does a push
bring thousands of weeks."""


def know_everything() -> None:
    """Make reactions and jobs known to this process."""
    know_reactions(REACTIONS, LISTENERS)
    know_documents(_shaping)
    know_judge(_judged)


# Half of a worker's start would go into the schema, which few companies' webhooks and plugins
# need, and which the schedule and a suspect's process never do.


def _shaping() -> Documents:
    from api.graphql.shaping import Shaping  # noqa: PLC0415

    return Shaping()


def _judged(text: str) -> Manifest:
    from api.plugins.judging import judged  # noqa: PLC0415

    return judged(text)


def main(arguments: Sequence[str], program: Sequence[str] = (__file__,)) -> int:
    configure_logging()
    know_everything()
    match arguments:
        case []:
            try:
                refuse_to_start()
            except Trouble as trouble:
                print(trouble.sentence(), file=sys.stderr)  # noqa: T201 - the operator reads it
                return 1
            work_off(until_told(), program)
        case ["schedule"]:
            asyncio.run(Schedule().run(until_told()))
        case ["alone"]:
            follow_parent(lambda: os._exit(1))
            asyncio.run(run_alone())
        case _:
            print(__doc__, file=sys.stderr)  # noqa: T201 - a wrong command is answered
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
