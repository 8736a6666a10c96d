"""Who is let in by the API, and what other sites may make a browser do."""

from operate.guards.guard import Guard

_AUTH = "tests/api/test_auth.py::"
_CROSS_SITE = "tests/api/test_cross_site.py::"
_OIDC = "tests/api/oidc/"

GUARDS = (
    Guard(
        "what is remembered of a secret is of its kind",
        "api.auth:_Memory.recall",
        "accepted_kind(secret, kinds)",
        (
            "tests/api/plugins/test_tokens_are_no_sessions.py::test_a_plugin_cannot_consent_to_itself",
        ),
        instead="next(iter(kinds))",
    ),
    Guard(
        "nobody is remembered for longer than five seconds",
        "api.auth:_Memory._recall",
        "until <= time.monotonic()",
        (_AUTH + "test_nobody_is_remembered_for_longer_than_five_seconds",),
    ),
    Guard(
        "a suspended company is shut",
        "api.auth:authenticate",
        "await _require_open(principal, capability)",
        (_AUTH + "test_a_suspended_company",),
    ),
    Guard(
        "an operator opens no company",
        "api.auth:authenticate",
        "verified.place is None",
        (_AUTH + "test_a_token_of_another_kind_of_rights",),
    ),
    Guard(
        "only our own pages ride on the cookie",
        "api.session_cookie:require_our_program",
        "OUR_HEADER not in request.headers",
        (_AUTH + "test_only_our_own_pages_ride_on_the_cookie",),
    ),
    Guard(
        "no other site makes a browser do anything",
        "api.session_cookie:require_our_site",
        "not _comes_from_here(request)",
        (_CROSS_SITE + "test_nobody_is_signed_out_or_in",),
    ),
    Guard(
        "an access without the scope opens nothing",
        "api.graphql.planner.planning:Planning.require",
        "scope is not None and scope not in self.scopes",
        (
            _AUTH + "test_a_token_without_the_scope",
            "tests/api/graphql/test_overview.py::test_without_a_scope_nothing_opens",
        ),
    ),
    Guard(
        "no program lets anybody in",
        "api.graphql.mutations:_beforehand",
        "signed_in_only",
        ("tests/api/graphql/test_giving_access.py::test_tokens_are_refused_whatever_their_rights",),
    ),
    Guard(
        "links are asked for a few times an hour",
        "api.link_request:ask",
        "by_network.take(network_of(request.scope))",
        ("tests/api/test_link_request.py::test_a_network_asks_thirty_times_an_hour",),
    ),
    Guard(
        "an ID token is for this sign-in",
        "api.id_token:IdToken.validate",
        "self._require('nonce', bool(self.params.get('nonce')))",
        (_OIDC + "test_attacks.py::test_claims_that_are_not_for_us",),
    ),
    Guard(
        "an ID token is for us",
        "api.id_token:IdToken.validate",
        "self._require('aud', _is_for(self.params['client_id'], self['aud'], self.get('azp')))",
        (_OIDC + "test_audiences.py::test_a_token_that_is_for_others",),
    ),
    Guard(
        "an ID token is fresh",
        "api.id_token:IdToken.validate",
        "self._require('iat', time.time() - self['iat'] <= FRESH_FOR)",
        (_OIDC + "test_attacks.py::test_claims_that_are_not_for_us",),
    ),
    Guard(
        "an ID token brings no key of its own",
        "api.id_token:IdToken.validate",
        "self._require('header', not _FOREIGN_KEYS & self.header.keys())",
        (_OIDC + "test_attacks.py::test_tokens_that_nobody_of_theirs_signed",),
    ),
    Guard(
        "an issuer is who it says",
        "tenants.openid:Issuer._fetch_metadata",
        "metadata.issuer != self.name",
        (_OIDC + "test_attacks.py::test_descriptions_that_are_not_believed",),
    ),
    Guard(
        "one comes back from a provider once",
        "api.oidc:_admit",
        "not await spend_state(work, left.state)",
        (_OIDC + "test_attacks.py::test_coming_back_twice",),
    ),
    Guard(
        "one comes back from a provider in time",
        "api.oidc:_left",
        "not kept or time.time() - kept.get('began', 0) > RETURN_WITHIN",
        (_OIDC + "test_attacks.py::test_coming_back_too_late",),
        instead="not kept",
    ),
    Guard(
        "an address proves nothing unless its domain is the company's",
        "tenants.access.shown_person:_by_address",
        "not await is_of_company(work, account.email.rpartition('@')[2])",
        (
            _OIDC + "test_signing_in.py::"
            "test_an_address_is_no_proof_unless_its_domain_is_the_company_s",
        ),
    ),
    Guard(
        "an address that was changed proves nothing",
        "tenants.access.shown_person:_by_address",
        "not person.email_confirmed",
        (
            _OIDC + "test_signing_in.py::"
            "test_an_address_that_hr_wrote_is_no_proof_until_an_admin_confirms_it",
        ),
    ),
)
