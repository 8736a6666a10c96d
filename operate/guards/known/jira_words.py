"""What keeps what a Jira says from being counted otherwise than it is meant."""

from operate.guards.guard import Guard

_ODD = "tests/integrations/test_odd_jiras.py::"
_DONE = "tests/integrations/jira/test_resolving.py::"
_SPELT = "tests/integrations/jira/test_spellings.py::"

GUARDS = (
    Guard(
        "a field for points that stays at zero hides no other",
        "integrations.jira.translate:points_of",
        "next((each for each in found if each), found[0] if found else None)",
        (_DONE + "test_a_field_for_points_that_stays_at_zero_hides_no_other",),
        instead="found[0] if found else None",
    ),
    Guard(
        "statuses are known by their id",
        "integrations.jira.vocabulary:Vocabulary.category",
        "self.categories.get(id)",
        (_DONE + "test_statuses_are_known_by_their_id_whatever_they_are_called",),
    ),
    Guard(
        "points are found in Chinese",
        "integrations.jira.catalog:_POINTS",
        "'故事点'",
        (_DONE + "test_points_are_found_by_what_the_boards_say_and_by_name_in_chinese",),
    ),
    Guard(
        "done without a resolution counts",
        "integrations.jira.resolving:resolved_at",
        "not is_resolved(fields, vocabulary)",
        (
            _DONE + "test_done_without_a_resolution_counts_when_it_came_into_a_status_that_is_done",
            _DONE + "test_a_mixed_site_loses_none_of_its_ends",
        ),
        instead="True",
    ),
    Guard(
        "silence is a week of none",
        "integrations.weeks:weekly",
        "metric.gaps_are_zero",
        (_ODD + "test_silence_is_a_week_of_none_once_it_was_read",),
    ),
    Guard(
        "what was not read is no silence",
        "integrations.counting:count_people",
        "before=min(this_week, monday_of(until.date()))",
        (_ODD + "test_an_outage_is_no_silence",),
        instead="before=this_week",
    ),
    Guard(
        "credit stays with whoever resolved it",
        "integrations.jira.resolving:whose",
        "at is None or not hands",
        (_ODD + "test_handing_it_to_a_tester_moves_no_credit_and_makes_no_nudge",),
        instead="True",
    ),
    Guard(
        "nobody is spoken to about whoever has left",
        "domain.nudges.watching:watch_series",
        "person.works_on(today(work))",
        (_ODD + "test_nobody_is_spoken_to_about_whoever_has_left",),
        instead="True",
    ),
    Guard(
        "silence ends where somebody leaves",
        "integrations.counting:count_people",
        "until=leave.get(person_id, date.max)",
        (_ODD + "test_whoever_has_left_has_no_weeks_of_none",),
    ),
    Guard(
        "links lead to the site and not behind the gateway",
        "integrations.jira.discovery:_sites",
        "gateway",
        (_ODD + "test_links_of_a_service_account_lead_to_the_site",),
    ),
    Guard(
        "what came along with a token is left out",
        "integrations.jira.settings:_secret",
        "_trimmed(given.get_secret_value())",
        (_SPELT + "test_what_came_along_with_a_token_is_left_out",),
        instead="given.get_secret_value()",
    ),
    Guard(
        "a token that cannot be one is refused",
        "integrations.jira.settings:_secret",
        "not kept.isascii() or not kept.isprintable() or ' ' in kept",
        (_SPELT + "test_a_token_that_cannot_be_one_is_refused_in_words",),
    ),
    Guard(
        "zones that Python does not know are known",
        "integrations.jira.zones:zone_named",
        "told := _BY_OFFSET.fullmatch(name)",
        (_SPELT + "test_zones_that_python_does_not_know_are_known",),
        instead="told := None",
    ),
    Guard(
        "a sprint keeps its whole name",
        "integrations.jira.sprints:sprints_in",
        "_NAME.search(one)",
        (_SPELT + "test_a_sprint_s_name_may_hold_commas",),
        instead="re.search(',name=([^,]*)', one)",
    ),
    Guard(
        "what was dropped is not done",
        "integrations.jira.resolving:is_resolved",
        "not (resolution and dropped)",
        (_DONE + "test_what_was_dropped_is_no_work_that_was_done",),
    ),
    Guard(
        "an epic does not count beside its stories",
        "integrations.jira.translate:_measures",
        "_is_epic(fields, vocabulary)",
        (_DONE + "test_an_epic_does_not_count_beside_its_stories",),
    ),
    Guard(
        "a part does not count beside its story",
        "integrations.counting:_measured",
        "~exists().where(whole.connection_id == ObservedItem.connection_id,"
        " whole.external_id == told.c.part_of, whole.account_id == ExternalAccount.id)",
        (_ODD + "test_a_sub_task_counts_only_beside_somebody_else_s_story",),
    ),
    Guard(
        "the account that deleted ones share is nobody's",
        "integrations.jira.resolving:account",
        "known_as == _NOBODY_IN_PARTICULAR",
        (_DONE + "test_the_account_that_all_deleted_ones_share_is_nobody_s",),
    ),
)
