"""What keeps a strange Jira from stopping a reading, or losing anything."""

from operate.guards.guard import Guard

_ODD = "tests/integrations/test_odd_jiras.py::"
_LOSSES = "tests/integrations/test_losses.py::"
_ENDED = "tests/integrations/test_expired_tokens.py::"
_HOOKS = "tests/integrations/test_hooks.py::"
_NIGHT = "tests/integrations/test_night.py::"
_STONES = "tests/integrations/test_milestones.py::"
_HIDDEN = "test_what_left_sight_is_not_undone_and_makes_no_nudge"
_BAD = "test_one_bad_project_stops_nothing"
_LARGE = "test_a_page_that_is_too_large_is_read_by_halves"
_CIRCLE = "test_a_page_that_names_itself_as_the_next_makes_no_circle"
_GONE = "integrations.intake:take_in"

GUARDS = (
    Guard(
        "whoever is let in as nobody is told so",
        "integrations.jira.client:Client._answer",
        "refusals.is_stranger(response)",
        (_ENDED + "test_what_everybody_may_see_does_not_hide_it",),
    ),
    Guard(
        "a reading that finds nothing asks whether we are known",
        "integrations.jira.connector:Jira.changes_since",
        "nothing and door.way not in ways.BY_CONSENT",
        (_ENDED + "test_the_next_reading_notices",),
    ),
    Guard(
        "what is missing at night is believed if we are known",
        "integrations.sweeping:_let_go",
        "missing or lost",
        (_ENDED + "test_the_few_that_it_hides_at_night_are_not_out_of_sight",),
    ),
    Guard(
        "what is missing when looked at again is believed if we are known",
        "integrations.looking_again:look_at",
        "door.connector.recognised(door)",
        (_ENDED + "test_what_a_webhook_says_was_deleted_is_not_believed",),
    ),
    Guard(
        "out of sight is not undone",
        "integrations.sweeping:_lose_some",
        "lose_sight_of(work, connection, gone)",
        (_LOSSES + _HIDDEN,),
        instead="__import__('integrations.intake').intake.forget_items(work, connection, gone)",
    ),
    Guard(
        "only what was deleted is forgotten",
        _GONE,
        "[one for one in page.gone if one in deleted]",
        (_HOOKS + "test_what_is_not_there_and_was_not_deleted_is_only_out_of_sight",),
        instead="page.gone",
    ),
    Guard(
        "webhooks let go of no more than a part",
        "integrations.looking_again:look_at",
        "deleted and (allowance is None or not allowance.take(len(deleted)))",
        (_HOOKS + "test_what_they_say_was_deleted_is_forgotten_as_far_as_a_tenth_goes",),
    ),
    Guard(
        "one bad project is left out of the reading",
        "integrations.jira.issues:Reader.changes",
        "self.lost += await lost_among(self.client, self.projects, refused)",
        (_ODD + _BAD,),
        instead="raise refused",
    ),
    Guard(
        "one bad project is left out at night",
        "integrations.jira.issues:Reader.glances",
        "self.lost += await lost_among(self.client, self.projects, refused)",
        (_NIGHT + "test_a_project_that_is_gone_keeps_no_night_from_its_end",),
        instead="raise refused",
    ),
    Guard(
        "what is known of a site is looked at every day",
        "integrations.jobs:reconcile_connections",
        "_for_each(run, check_connection)",
        (_NIGHT + "test_what_is_known_of_a_site_is_looked_at_every_day",),
    ),
    Guard(
        "what is understood otherwise is read anew",
        "integrations.checking:_keep",
        "connector_of(connection.vendor).reads_otherwise(connection.catalog, catalog)",
        (_NIGHT + "test_what_is_understood_otherwise_is_read_anew_and_once",),
    ),
    Guard(
        "a status that nobody has heard of is asked for",
        "integrations.jira.issues:Reader._page",
        "catalog=self.catalog if learned else {}",
        (_ODD + "test_a_status_that_is_new_counts_at_once_and_is_asked_for_once",),
    ),
    Guard(
        "a page that is too large is asked for by halves",
        "integrations.jira.search:search",
        "most = client.most_at_once = most // 2",
        (_ODD + _LARGE,),
        instead="raise",
    ),
    Guard(
        "a page that names itself is not asked for again",
        "integrations.jira.issues:Reader.changes",
        "bool(page) and page in passed",
        (_ODD + _CIRCLE,),
        instead="False",
    ),
    Guard(
        "pages that go round end at night",
        "integrations.jira.search:pages",
        "page in passed",
        (_NIGHT + "test_pages_that_go_round_at_night_end_and_are_tried_later",),
    ),
    Guard(
        "a version that is out late is news",
        "integrations.jira.milestones:_versions",
        "version_id in was_open or clock.now() - planned <= _NEWS",
        (_STONES + "test_a_version_that_is_out_late_is_a_milestone_on_the_day_it_is_out",),
        instead="clock.now() - planned <= _NEWS",
    ),
    Guard(
        "whoever is hired later is matched at once",
        "worker:LISTENERS",
        "PersonAdded.name",
        (_ODD + "test_whoever_is_hired_after_the_connection_is_matched_at_once",),
    ),
)
