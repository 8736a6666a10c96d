"""What an endpoint is told, by whom, and once."""

from operate.guards.guard import Guard

_KEPT_APART = "tests/webhooks/test_kept_apart.py::"
_DELIVERING = "tests/webhooks/test_delivering.py::"
_ENDPOINTS = "tests/webhooks/test_endpoints.py::"

GUARDS = (
    Guard(
        "only so many posts of a process are under way at once",
        "webhooks.jobs:_send",
        "await lane.gate.enter()",
        (_KEPT_APART + "test_only_so_many_posts_of_a_process_are_under_way_at_once",),
        instead="type('Free', (), {'leave': lambda self: None})()",
    ),
    Guard(
        "an endpoint hears nothing beyond its scopes",
        "webhooks.writing:types_for",
        "each.scope in endpoint.scopes",
        (_KEPT_APART + "test_an_endpoint_hears_nothing_beyond_its_scopes",),
    ),
    Guard(
        "an endpoint is served by one job at a time",
        "webhooks.batch:_room",
        "endpoint.is_busy(job_id, now)",
        (_KEPT_APART + "test_what_another_job_serves_is_left_alone_until_its_lease_is_over",),
    ),
    Guard(
        "what came of an attempt counts once",
        "webhooks.settling:_still",
        "_deliveries.c.attempts == given.c.attempts",
        (_KEPT_APART + "test_a_late_word_on_an_attempt_changes_nothing",),
    ),
    Guard(
        "an endpoint is never told about itself",
        "webhooks.writing:write_deliveries",
        "each.subject_id != own_id",
        (_KEPT_APART + "test_an_endpoint_is_never_told_about_itself",),
    ),
    Guard(
        "an endpoint has missed nothing about itself",
        "webhooks.writing:hears_of",
        "StoredEvent.subject_id != endpoint.id",
        (_KEPT_APART + "test_an_endpoint_has_missed_nothing_about_itself",),
    ),
    Guard(
        "only admins set webhooks up",
        "webhooks.commands:require_admin",
        "not work.actor.has(Role.ADMIN)",
        (_ENDPOINTS + "test_only_admins_set_up_and_see",),
    ),
    Guard(
        "an endpoint asks for no scope that its maker lacks",
        "webhooks.wishes:_require_held",
        "beyond := sorted(set(needed) - set(held))",
        (_ENDPOINTS + "test_nobody_hears_of_more_than_they_may_read",),
    ),
    Guard(
        "a company has at most twenty endpoints",
        "webhooks.commands:_require_room",
        "(await work.session.scalar(own) or 0) >= _AT_MOST",
        (_ENDPOINTS + "test_a_company_has_at_most_twenty",),
    ),
    Guard(
        "what is paused is sent nothing more",
        "webhooks.batch:_room",
        "not endpoint.is_active",
        (_DELIVERING + "test_a_pause_counts_from_the_next_batch_on",),
    ),
)
