"""How plugins come to act, by themselves and for people."""

from operate.guards.guard import Guard

_ACTING = "tests/api/plugins/test_acting_for_people.py::"
_TOKENS = "tests/api/plugins/test_tokens.py::"
_CONSENT = "tests/api/plugins/test_consent.py::"

GUARDS = (
    Guard(
        "a code is good once",
        "tenants.delegation_code:spend_code",
        "code.used_at is not None",
        (_ACTING + "test_a_code_is_good_once_and_its_second_use_ends_all",),
    ),
    Guard(
        "a code is good for a minute",
        "tenants.delegation_code:spend_code",
        "work.now >= code.expires_at",
        (_ACTING + "test_a_code_is_good_for_a_minute",),
    ),
    Guard(
        "a code is nothing without its verifier",
        "tenants.delegation_code:spend_code",
        "not proven",
        (_ACTING + "test_a_code_without_what_belongs_to_it",),
    ),
    Guard(
        "a code is its own plugin's",
        "tenants.delegation_code:spend_code",
        "code.client_id != client.id",
        (_ACTING + "test_what_is_another_plugin_s_is_nobody_s",),
    ),
    Guard(
        "a code comes back where it was sent to",
        "tenants.delegation_code:spend_code",
        "redirect_uri != code.redirect_uri",
        (_ACTING + "test_a_code_without_what_belongs_to_it",),
    ),
    Guard(
        "a refresh token that two have ends all",
        "tenants.refresh_token:spend_refresh_token",
        "not _may_be_lost(delegation, token, work.now)",
        (
            _ACTING + "test_each_refresh_token_is_followed_by_another",
            _ACTING + "test_an_answer_is_lost_for_an_hour_at_most",
        ),
    ),
    Guard(
        "nobody acts for who has left",
        "tenants.refresh_token:spend_refresh_token",
        "not await works_here(work, delegation.person_id)",
        (_ACTING + "test_nobody_acts_for_who_has_left",),
    ),
    Guard(
        "a delegation that was ended acts no more",
        "tenants.delegation:Delegation.is_live",
        "self.ended_at is None",
        (_ACTING + "test_a_person_ends_what_acts_for_them_and_nobody_else_does",),
    ),
    Guard(
        "a plugin keeps no scope that it has lost",
        "tenants.verification:_plugin",
        "frozenset(token.scopes) & frozenset(client.scopes)",
        (_ACTING + "test_suspended_narrowed_and_uninstalled",),
        instead="frozenset(token.scopes)",
    ),
    Guard(
        "a suspended plugin is shut out",
        "tenants.verification:_plugin",
        "client is None or not client.may_act",
        (_TOKENS + "test_a_suspended_plugin_is_shut_out_until_it_is_resumed",),
        instead="client is None",
    ),
    Guard(
        "an assertion is good once",
        "api.oauth.grants:spend_proof",
        "not await spend_assertion(work, known.client.id, known.jti, known.good_until)",
        (_TOKENS + "test_an_assertion_is_good_once",),
    ),
    Guard(
        "a secret is its own client's",
        "api.oauth.proof:_by_secret",
        "not secrets.compare_digest(known, digest(secret or ''))",
        (_TOKENS + "test_a_secret_that_is_not_its_own",),
    ),
    Guard(
        "an answer goes to an address of the manifest",
        "api.oauth.asking:asked",
        "sent.get('redirect_uri') not in found.redirect_uris",
        (_CONSENT + "test_an_address_that_is_not_the_manifest_s_letter_by_letter",),
    ),
    Guard(
        "no more is asked of a person than the company granted",
        "api.oauth.asking:_scopes",
        "not set(wanted) <= set(granted)",
        (_CONSENT + "test_what_is_wrong_otherwise_the_plugin_hears",),
    ),
    Guard(
        "a token is for no more than was granted",
        "api.oauth.grants:_within",
        "not set(scopes) <= set(most)",
        (_TOKENS + "test_less_may_be_asked_for_and_more_may_not",),
    ),
)
