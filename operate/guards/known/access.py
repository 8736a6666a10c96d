"""What lets somebody in, or acts in their name, once others may have done so before them."""

from operate.guards.guard import Guard

_TOKENS = "tests/tenants/test_tokens.py::"
_ACTING = "tests/api/plugins/test_acting_for_people.py::"
_RIGHTS = "tests/webhooks/test_rights.py::"
_CONFIRMED = "tests/tenants/access/test_confirmed.py::"
_OWN = "tests/tenants/access/test_own_proof.py::"
_TOLD = "tests/tenants/access/test_told_changes.py::"
_RESTORED = "tests/tenants/access/test_restored_access.py::"
_TWICE = "tests/tenants/access/test_restored_twice.py::"
_LATER = "tests/api/oidc/test_matched_later.py::"
_MATCHING = "tests/integrations/test_matching_many.py::"
_CLOSED = "tests/domain/people/test_closed_text.py::"
_SINGLE = "tests/tenants/access/test_single_sign_on.py::"

GUARDS = (
    Guard(
        "a program that nobody confirmed rests where a second factor is demanded",
        "tenants.verification:_program",
        "not token.confirmed and await session.scalar(select(is_demanded()))",
        (_TOKENS + "test_a_program_rests_until_an_admin_who_showed_their_factor_approves_it",),
    ),
    Guard(
        "what acts for somebody has no role that they did not confirm",
        "tenants.verification:_plugin",
        "confirmed=delegation.confirmed",
        (_ACTING + "test_what_was_allowed_without_the_factor_has_no_role_where_one_is_asked_for",),
        instead="confirmed=True",
    ),
    Guard(
        "an endpoint that nobody confirmed is silent where a second factor is demanded",
        "webhooks.endpoint_rights:may_hear_on",
        "stands & shown",
        (_RIGHTS + "test_it_hears_of_nothing_once_a_factor_is_demanded_that_was_not_shown",),
        instead="stands",
    ),
    Guard(
        "the next batch is taken only for whom may hear it",
        "webhooks.batch:_waiting",
        "(Endpoint.id == asked.c.endpoint_id) & may_hear",
        (_RIGHTS + "test_nor_of_the_rest_of_a_batch_that_was_taken_before",),
        instead="Endpoint.id == asked.c.endpoint_id",
    ),
    Guard(
        "attempts begin only for a while after the batch was taken",
        "webhooks.jobs:_send",
        "time.monotonic() >= signed.starts_until",
        (_RIGHTS + "test_nor_of_the_rest_of_a_batch_that_was_taken_before",),
    ),
    Guard(
        "nobody takes away the provider that they come in by while it is demanded",
        "tenants.access.single_sign_on:require_way_left",
        "not await has_company_account(work, work.actor.require_person())",
        (_SINGLE + "test_nobody_takes_away_what_they_come_in_by_themselves",),
    ),
    Guard(
        "the last domain stays while single sign-on is demanded",
        "tenants.access.single_sign_on:require_domain_left",
        "not await has_domain(work)",
        (_SINGLE + "test_the_last_domain_stays_while_the_demand_does",),
    ),
    Guard(
        "confirming ends the sessions that others opened",
        "tenants.access.confirmation:confirm",
        "await end_all_sessions(work, person_id, besides=session)",
        (_CONFIRMED + "test_what_others_opened_meanwhile_ends",),
    ),
    Guard(
        "confirming ends the tokens that others made",
        "tenants.access.confirmation:confirm",
        "await end_tokens(work, person_id, EndedBecause.REVOKED)",
        (_CONFIRMED + "test_what_others_opened_meanwhile_ends",),
    ),
    Guard(
        "confirming drops the accounts that others added",
        "tenants.access.confirmation:confirm",
        "await drop_accounts_of_others(work, person_id, since)",
        (_CONFIRMED + "test_what_others_opened_meanwhile_ends",),
    ),
    Guard(
        "an account of after the first way back does not confirm",
        "tenants.access.confirmation:_is_of_before",
        "account.theirs_before(closed.first_closed_since)",
        (_RESTORED + "test_an_account_that_was_linked_before_confirms",),
    ),
    Guard(
        "a session of after the first way back does not confirm",
        "tenants.access.confirmation:_confirm_by_browser",
        "Session.ended_at == closed.first_closed_since",
        (_TWICE + "test_a_session_of_the_first_way_back_does_not_confirm_at_the_second",),
        instead="Session.ended_at == closed.closed_since",
    ),
    Guard(
        "an account that came while others could be in waits",
        "tenants.access.confirmation:_confirm_by_proof",
        "account is not None and (not is_of_before) and account.theirs_before(closed.closed_since)",
        (_LATER + "test_such_an_account_is_held_once_access_is_restored",),
    ),
    Guard(
        "an account by others' word closes the text of who has shown more",
        "tenants.access.confirmation:note_proof",
        "await close_text(work, person, former_email=person.email)",
        (_OWN + "test_coming_by_it_then_closes_the_text_until_they_confirm",),
    ),
    Guard(
        "the first proof of their own ends the tokens of before",
        "tenants.access.confirmation:note_proof",
        "await end_tokens(work, person_id, EndedBecause.REVOKED)",
        (_OWN + "test_what_was_opened_by_it_ends_once_they_come_by_their_address",),
    ),
    Guard(
        "an account by others' word does not confirm to who has shown more",
        "tenants.access.confirmation:_confirm_by_proof",
        "not doubtful",
        (_OWN + "test_it_proves_who_they_are_only_to_who_has_nothing_else",),
    ),
    Guard(
        "an admin's word is not the person's",
        "tenants.identity_matching:confirm_identity",
        "vouched=False",
        (_OWN + "test_coming_by_it_then_closes_the_text_until_they_confirm",),
        instead="vouched=True",
    ),
    Guard(
        "what comes by a link that others saw is not vouched for",
        "tenants.access.shown_person:shown_person",
        "own=invited.mailed_to is not None",
        (_OWN + "test_what_comes_by_a_link_that_others_saw_is_not_vouched_for",),
        instead="own=True",
    ),
    Guard(
        "what is added while text is closed is not vouched for",
        "tenants.identity_matching:_match",
        "vouched and open_",
        (_OWN + "test_what_is_added_in_a_session_is_worth_what_that_came_by",),
        instead="vouched",
    ),
    Guard(
        "the former address is told of one's own change",
        "tenants.access.told_changes:amend_person",
        "later(work, tell_former_address, person_id=person_id, former=former)",
        (_TOLD + "test_the_former_address_is_told_of_another",),
    ),
    Guard(
        "work is credited by addresses that somebody vouched for",
        "integrations.matching:match_accounts",
        "Person.email_confirmed",
        (_MATCHING + "test_an_address_that_nobody_vouched_for_credits_nobody",),
    ),
    Guard(
        "a version that is not shared is its author's",
        "domain.records.queries:visible_record_versions",
        "is_author(viewer, RecordVersion.author_id, RecordVersion.written_at)",
        (_CLOSED + "test_all_of_it_is_closed_and_opened_again",),
        instead="RecordVersion.author_id.is_not(None)",
    ),
)
