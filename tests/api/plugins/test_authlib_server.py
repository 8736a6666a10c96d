"""Why Authlib's own server is not the one that plugins meet (docs/adr/0020).

Each line is what it lets through, or gets wrong, where ours refuses (`test_tokens`,
`test_acting_for_people`, `test_consent`). One that fails here was mended there: look at the
decision again.
"""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey, RSAKey

from api.oauth.proof import ASSERTION_TYPE
from tests.api.plugins.authlib_server import (
    BACK,
    HERE,
    ME,
    VERIFIER,
    Plugin,
    Server,
    authorize,
    basic,
    given_to,
    revoke,
    token,
)

BY_ITSELF = ("grant_type", "client_credentials")
AGAIN = (("grant_type", "refresh_token"), ("refresh_token", "r"))
CODE = (("grant_type", "authorization_code"), ("code", "c"), ("redirect_uri", BACK))
SPENDS = (*CODE, ("code_verifier", VERIFIER))
ASKS = (("response_type", "code"), ("client_id", ME), ("redirect_uri", BACK), ("state", "s"))
CHALLENGE = ("code_challenge", "x" * 43)
S256 = ("code_challenge_method", "S256")
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
ED = OKPKey.generate_key("Ed25519", {"kid": "ed"})


def test_it_runs_in_memory() -> None:
    """So it needs no second door to the database: what it asks for can be fetched before."""
    assert token(Server(c=given_to()), *SPENDS).status == 200
    assert token(Server(r=given_to()), *AGAIN).status == 200
    assert "&iss=https%3A%2F%2Ftanlu.test" in authorize(*ASKS, CHALLENGE, S256)


@pytest.mark.parametrize("scope", [" ", "records:read"])
def test_a_scope_is_not_held_against_what_was_granted(scope: str) -> None:
    assert token(Server(), BY_ITSELF, ("scope", scope)).body == {"scope": scope}


def test_a_plugin_that_names_no_scope_gets_a_token_for_nothing() -> None:
    assert token(Server(), BY_ITSELF).body == {"scope": None}


def test_a_blank_is_a_scope_to_refresh_with() -> None:
    assert token(Server(r=given_to()), *AGAIN, ("scope", " ")).body == {"scope": " "}


def test_a_verifier_may_end_in_a_new_line() -> None:
    odd = f"{VERIFIER}\n"
    assert token(Server(c=given_to(verifier=odd)), *CODE, ("code_verifier", odd)).status == 200


def test_a_parameter_may_be_sent_twice() -> None:
    assert token(Server(c=given_to()), ("code", "other"), *SPENDS).status == 200


def test_a_missing_grant_type_is_an_unsupported_one() -> None:
    assert token(Server()).body["error"] == "unsupported_grant_type"


def test_a_code_stays_good_after_a_wrong_verifier() -> None:
    server = Server(c=given_to())
    assert token(server, *CODE, ("code_verifier", "w" * 43)).status == 400
    assert token(server, *SPENDS).status == 200


def test_a_secret_that_is_no_text_is_a_failure_of_ours() -> None:
    with pytest.raises(UnicodeDecodeError):
        token(Server(), BY_ITSELF, headers=basic(b"\xff\xfe:x"))


def _by_key(key: Any, alg: str, *, both: bool = False, **claims: object) -> str:  # noqa: ANN401
    """The error; `invalid_grant` is that of a client that has shown who it is."""
    said = {"iss": ME, "sub": ME, "aud": HERE, "exp": int(time.time()) + 60, "jti": "1", **claims}
    assertion = jwt.encode({"alg": alg, "kid": key.kid}, said, key, algorithms=[alg])
    form = (("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion))
    server = Server(Plugin("private_key_jwt", KeySet([key])))
    headers = basic(f"{ME}:wrong".encode()) if both else {"Accept": "*/*"}
    error: str = token(server, *SPENDS, *form, headers=headers).body["error"]
    return error


@pytest.mark.parametrize(("key", "alg"), [(RSA, "PS256"), (ED, "Ed25519")])
def test_keys_that_we_publish_as_good_are_refused(key: Any, alg: str) -> None:  # noqa: ANN401
    assert (_by_key(RSA, "RS256"), _by_key(key, alg)) == ("invalid_grant", "invalid_client")


def test_an_assertion_may_be_good_for_ten_years() -> None:
    assert _by_key(RSA, "RS256", exp=int(time.time()) + 315_360_000) == "invalid_grant"


def test_a_client_may_show_who_it_is_in_two_ways_at_once() -> None:
    assert _by_key(RSA, "RS256", both=True) == "invalid_grant"


NO_PROOF: list[tuple[tuple[str, str], ...]] = [
    (),
    (CHALLENGE,),
    (("code_challenge", "x" * 128), S256),
]


@pytest.mark.parametrize("challenge", NO_PROOF, ids=["none", "plain", "long"])
def test_a_code_is_given_without_a_challenge_that_proves_anything(
    challenge: tuple[tuple[str, str], ...],
) -> None:
    assert "?code=" in authorize(*ASKS, *challenge)


def test_more_than_was_granted_may_be_asked_of_a_person() -> None:
    assert "?code=" in authorize(*ASKS, CHALLENGE, S256, ("scope", "people:read records:read"))


@pytest.mark.parametrize(
    "asked", [(*ASKS, ("code_challenge", "x"), S256), (("response_type", "token"), *ASKS[1:])]
)
def test_a_refusal_does_not_say_who_refuses(asked: tuple[tuple[str, str], ...]) -> None:
    """RFC 9207 §2 wants it there, too."""
    there = authorize(*asked)
    assert ("error=" in there, "iss=" in there) == (True, False)


def test_a_token_of_another_s_is_told_from_one_of_nobody_s() -> None:
    server = Server(theirs=given_to("another"))
    assert (revoke(server, "theirs").status, revoke(server, "nobody").status) == (400, 200)
