"""The walls between companies, what lets somebody into one, and what is kept of it."""

from operate.guards.guard import Guard

_TOKENS = "tests/tenants/test_tokens.py::"
_SIGN_IN = "tests/tenants/test_sign_in.py::"
_VERIFICATION = "tests/tenants/audit/test_verification.py::"
_ROTATION = "tests/tenants/test_rotation.py::"
_BEFORE = "tests/api/second_factor/test_before_it_is_shown.py::"
_SECOND = "tests/api/second_factor/test_showing_it.py::"
_DUE = "tests/tenants/test_due_deletions.py::"

GUARDS = (
    Guard(
        "one company's id with another's schema is no place",
        "infra.database:Place.__post_init__",
        "self.schema != schema_of(self.tenant_id)",
        ("tests/tenants/test_walls.py::test_one_tenants_id_with_anothers_schema_is_no_place",),
    ),
    Guard(
        "nobody changes the audit trail",
        "tenants.audit.entry:AuditEntry.__table_args__",
        "{'info': APPEND_ONLY}",
        ("tests/tenants/test_walls.py::test_what_has_happened_is_neither_changed_nor_taken_away",),
        rendered=True,
    ),
    Guard(
        "a shared row is its company's",
        "tenants.token:AccessToken.walls",
        "Wall('tenants', ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], OWN)",
        (_TOKENS + "test_a_company_sees_only_its_own_tokens",),
        instead="Wall('tenants', ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], 'true')",
        rendered=True,
    ),
    Guard(
        "nobody gives a role that they lack",
        "tenants.access.token_rights:_require_rights",
        "not actor.roles.issuperset(roles)",
        (_TOKENS + "test_nobody_gives_more_than_they_hold",),
    ),
    Guard(
        "nobody gives a scope that they lack",
        "tenants.access.token_rights:_require_within",
        "beyond := sorted(set(scopes) - set(held))",
        (_TOKENS + "test_nobody_gives_more_than_they_hold",),
    ),
    Guard(
        "no token makes another",
        "tenants.access.token_rights:require_own",
        "actor.require_signed_in()",
        (_TOKENS + "test_no_token_makes_or_approves_a_token",),
    ),
    Guard(
        "a program rests without an admin who answers for it",
        "tenants.token:AccessToken.acts_under",
        "answering is None or not answering.works_on(today) or (not answering.has(Role.ADMIN))",
        (_TOKENS + "test_a_program_rests_when_who_answers_for_it_is_no_admin",),
        instead="answering is None",
    ),
    Guard(
        "a program has only the roles of who answers for it",
        "tenants.token:AccessToken.acts_under",
        "{*self.roles} & {*answering.roles}",
        (_TOKENS + "test_a_program_has_no_role_that_who_answers_for_it_has_lost",),
        instead="self.roles",
    ),
    Guard(
        "a token ends on time",
        "tenants.token:AccessToken.good_at",
        "moment < self.expires_at",
        (_TOKENS + "test_a_token_ends_on_time",),
    ),
    Guard(
        "whoever has left has no rights",
        "tenants.verification:_person",
        "not person.works_on(now.date())",
        (
            _TOKENS + "test_whoever_leaves_has_no_token",
            _SIGN_IN + "test_whoever_leaves_is_signed_out",
        ),
    ),
    Guard(
        "a token is taken only where its kind is",
        "tenants.verification:verify_token",
        "accepted_kind(secret, TOKENS) is None",
        ("tests/api/test_auth.py::test_a_session_is_no_token", "tests/tenants/test_credential.py"),
        instead="False",
    ),
    Guard(
        "a link signs in once",
        "tenants.sign_in:use_link_up",
        "SignInLink.used_at.is_(None)",
        (_SIGN_IN + "test_a_link_works_once",),
    ),
    Guard(
        "a link ends",
        "tenants.sign_in:use_link_up",
        "SignInLink.expires_at > work.now",
        (_SIGN_IN + "test_a_link_works_for_fifteen_minutes",),
    ),
    Guard(
        "nobody makes a link for who has come before",
        "tenants.sign_in:_to_be_let_in",
        "not work.actor.is_system and await has_signed_in(work, person_id)",
        (_SIGN_IN + "test_nobody_makes_a_link_for_who_has_come_before",),
    ),
    Guard(
        "a session that was ended is over",
        "tenants.session:Session.good_at",
        "self.ended_at is None",
        (_SIGN_IN + "test_signing_out", _SIGN_IN + "test_one_s_own_sessions_are_seen_and_revoked"),
    ),
    Guard(
        "sessions of others are nobody's business",
        "tenants.session:visible_sessions",
        "Session.person_id == own_id(viewer)",
        (_SIGN_IN + "test_nobody_revokes_another_s",),
    ),
    Guard(
        "an entry of the trail that was changed is found",
        "tenants.audit.chain:hash_of",
        "hashlib.sha256(canonical.encode()).hexdigest()",
        (_VERIFICATION + "test_what_the_owner_does_is_found",),
        instead="'0' * 64",
    ),
    Guard(
        "nothing starts with a foreign key",
        "tenants.keys.key_mark:refuse_foreign_key",
        "not has_key(marked[0])",
        (_ROTATION + "test_nothing_starts_with_a_key_that_is_foreign",),
    ),
    Guard(
        "a company that closes has its days of grace",
        "tenants.operations.due_deletions:drop_what_is_due",
        "or_(Tenant.closes_at.is_(None), Tenant.closes_at <= now)",
        (_DUE + "test_it_is_dropped_on_its_day_and_exported_before",),
    ),
    Guard(
        "a company is exported before it is dropped",
        "tenants.operations.due_deletions:_drop",
        "tenant.closes_at is not None",
        (_DUE + "test_it_is_dropped_on_its_day_and_exported_before",),
    ),
    Guard(
        "only admins invite",
        "tenants.access.invitation:invite",
        "not work.actor.has(Role.ADMIN)",
        ("tests/tenants/access/test_inviting.py::test_only_admins_invite",),
    ),
    Guard(
        "a wrong code costs time",
        "tenants.access.second_factor.guesses:count_guess",
        "guesses.wait_until is not None and work.now < guesses.wait_until",
        (_SECOND + "test_after_five_wrong_codes_one_waits_longer_each_time",),
    ),
    Guard(
        "without the second factor no role counts",
        "tenants.verification:verify_session",
        "confirmed=shown",
        (_SECOND + "test_the_company_asks_all_who_hold_a_role",),
        instead="confirmed=True",
    ),
    Guard(
        "a token made without the second factor has no role where one is asked for",
        "tenants.verification:_stands_for",
        "confirmed=token.confirmed",
        (_BEFORE + "test_a_token_from_before_has_no_role_once_a_factor_is_asked_for",),
        instead="confirmed=True",
    ),
    Guard(
        "without the second factor no account is added",
        "api.oidc:_who_adds",
        "verified.actor.require_confirmed()",
        ("tests/api/oidc/test_signing_in.py::test_nobody_adds_one_before_their_second_factor",),
    ),
    Guard(
        "without the second factor no token is made",
        "domain.actor:Actor.require_signed_in",
        "self.require_confirmed()",
        (_SECOND + "test_an_unconfirmed_session_makes_no_token",),
    ),
)
