"""Who may do and read what in a company."""

from operate.guards.guard import Guard

_TELLERS = "tests/domain/signals/test_tellers.py::"
_PRIVACY = "tests/domain/conversations/test_privacy.py::"
_RECORDING = "tests/domain/records/test_recording.py::"
_FORMULA = "tests/domain/scorecards/test_formula.py::"
_ENDED = "tests/domain/nudges/test_ended_weeks.py::"
_ROLES = "tests/domain/people/test_role_holders.py::"

GUARDS = (
    Guard(
        "a week under way is not judged",
        "domain.nudges.watching:_points",
        "MetricPoint.period_start < monday_of(today(work))",
        (_ENDED + "test_a_week_under_way_is_judged_the_moment_it_is_over",),
    ),
    Guard(
        "a week that was under way is judged when it is over",
        "tenants.ended_weeks:judge_when_over",
        "await is_under_way(work, [event.subject_id for event in events])",
        (_ENDED + "test_a_week_under_way_is_judged_the_moment_it_is_over",),
    ),
    Guard(
        "a talk that is not due yet counts against nobody",
        "domain.scorecards.formula:_coverage",
        "talk.due_on < today",
        (_FORMULA + "test_a_talk_counts_against_nobody_before_its_day_is_over",),
        instead="True",
    ),
    Guard(
        "who withdraws evidence",
        "domain.signals.withdrawing:withdraw_evidence",
        "_require_teller(work)",
        (_TELLERS + "test_nobody_else_withdraws_evidence",),
    ),
    Guard(
        "who puts evidence out of sight",
        "domain.signals.withdrawing:put_out_of_sight",
        "_require_teller(work)",
        (_TELLERS + "test_nobody_else_puts_evidence_out_of_sight",),
    ),
    Guard(
        "who notes a milestone",
        "domain.signals.milestones:reach_milestone",
        "not (work.actor.has(Role.ADMIN, Role.HR) or work.actor.kind in _PROGRAMS)",
        (_TELLERS + "test_nobody_else_notes_a_milestone",),
    ),
    Guard(
        "what is private in a talk is its author's",
        "domain.conversations.queries:_said_to",
        "visibility == Visibility.PARTICIPANTS",
        (_PRIVACY + "test_private_is_the_authors_admins_not_excepted",),
        instead="visibility.is_not(None)",
    ),
    Guard(
        "what is said in a talk is for its two people",
        "domain.conversations.queries:_said_to",
        "conversation_id.in_(_own_conversation_ids(viewer))",
        (_PRIVACY + "test_what_they_share_is_for_the_two",),
    ),
    Guard(
        "a private point is its author's",
        "domain.conversations.queries:visible_talking_points",
        "TalkingPoint.visibility == Visibility.PARTICIPANTS",
        (
            _PRIVACY + "test_private_is_the_authors_admins_not_excepted",
            _PRIVACY + "test_a_private_point_of_the_other_is_not_there",
        ),
        instead="TalkingPoint.visibility.is_not(None)",
    ),
    Guard(
        "a draft of a record is its author's",
        "domain.records.queries:_of_the_two",
        "Record.shared_at.is_not(None)",
        (_RECORDING + "test_a_draft_is_the_managers",),
    ),
    Guard(
        "a record is for its two people",
        "domain.records.queries:visible_record_versions",
        "RecordVersion.record_id.in_(theirs)",
        (_RECORDING + "test_what_it_says_is_for_the_two",),
    ),
    Guard(
        "only the manager writes the record",
        "domain.records.commands:record_conversation",
        "_require_manager(actor_id, conversation.manager_id)",
        (_RECORDING + "test_only_the_manager_records",),
    ),
    Guard(
        "who answers for the chain of an employee's records",
        "domain.records.chain:broken_links",
        "not work.actor.has(Role.HR, Role.ADMIN) and work.actor.person_id != subject_id",
        (_RECORDING + "test_a_colleague_does_not_check_the_chain",),
    ),
    Guard(
        "a link of the chain that was changed is found",
        "domain.records.chain:broken_links",
        "(each.position, each.previous_hash, each.hash) != (at, previous, true_hash)",
        (_RECORDING + "test_the_chain_shows_what_was_changed_behind_its_back",),
    ),
    Guard(
        "only admins change who holds a role",
        "domain.people.role_holders:require_rights_over",
        "person.roles and (not work.actor.has(Role.ADMIN))",
        (_ROLES + "test_hr_changes_nobody_who_holds_a_role",),
    ),
    Guard(
        "an address that HR wrote shows nobody",
        "domain.people.role_holders:vouches_for_addresses",
        "work.actor.has(Role.ADMIN)",
        (_ROLES + "test_whose_word_for_an_address_counts",),
        instead="True",
    ),
    Guard(
        "no token changes an address",
        "domain.people.commands:amend_person",
        "work.actor.require_signed_in()",
        (_ROLES + "test_no_program_changes_an_address",),
    ),
    Guard(
        "only admins give and take roles",
        "domain.people.commands:change_roles",
        "require_admin(work)",
        ("tests/domain/people/test_directory.py::test_who_may_change_roles",),
    ),
    Guard(
        "goals are for the line above",
        "domain.goals.queries:visible_goals",
        "or_(Goal.owner_id == me, Goal.owner_id.in_(select(below(viewer).c.person_id)))",
        ("tests/domain/goals/test_agreeing.py::test_strangers_and_admins_do_not_find_the_goal",),
    ),
    Guard(
        "a program answers for nobody",
        "domain.actor:Actor.require_person",
        "self.kind is not ActorKind.PERSON or self.person_id is None",
        (_RECORDING + "test_no_program_shares_answers_or_seals",),
    ),
)
