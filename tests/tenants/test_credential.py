"""A secret says what it is, and is taken for nothing else."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.credential import (
    CredentialKind,
    TokenKind,
    accepted_kind,
    marked_kind,
    new_credential,
    new_signing_secret,
)

MARKED = [each for each in CredentialKind if each is not CredentialKind.CLIENT_ASSERTION]
SHORT = {"user", "app", "plugin", "delegated", "operator", "refresh"}
HANDED_OUT_WITHOUT_A_MARK = {"session", "link", "code", "client", "state", "hook"}


@pytest.mark.parametrize("kind", MARKED)
def test_a_secret_is_of_its_kind_alone(kind: CredentialKind) -> None:
    secret = new_credential(kind)
    assert marked_kind(secret) is kind
    assert [each for each in CredentialKind if accepted_kind(secret, {each})] == [kind]
    assert accepted_kind(secret, CredentialKind) is kind
    assert accepted_kind(secret, set(CredentialKind) - {kind}) is None


@pytest.mark.parametrize("kind", MARKED)
def test_the_shape_of_a_secret(kind: CredentialKind) -> None:
    ours, mark, letters, checksum = new_credential(kind).split("_")
    assert (ours, mark) == ("tanlu", kind.value)
    assert (len(letters), len(checksum)) == (30 if kind in SHORT else 43, 6)


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_is_a_secret_of_its_own_kind(kind: TokenKind) -> None:
    assert kind.credential.name == f"{kind}_TOKEN"


def test_an_assertion_is_told_by_its_three_parts() -> None:
    assert marked_kind("eyJ.eyJ.c2ln") is CredentialKind.CLIENT_ASSERTION
    assert [each for each in CredentialKind if accepted_kind("eyJ.eyJ.c2ln", {each})] == [
        CredentialKind.CLIENT_ASSERTION
    ]


@pytest.mark.parametrize("kind", CredentialKind)
def test_what_was_handed_out_without_a_mark_is_still_taken(kind: CredentialKind) -> None:
    old = new_signing_secret()
    taken = accepted_kind(old, {kind})
    assert (taken is kind) is (kind in HANDED_OUT_WITHOUT_A_MARK)
    assert accepted_kind(old, CredentialKind) is None, "where several could be meant, none is"


@pytest.mark.parametrize("kind", [CredentialKind.USER_TOKEN, CredentialKind.SESSION])
def test_every_single_typo_is_refused_without_a_database(kind: CredentialKind) -> None:
    secret = new_credential(kind)
    alphabet = string.ascii_letters + string.digits + "_- é"
    typos = {
        secret[:at] + letter + secret[at + 1 :]
        for at in range(len(secret))
        for letter in alphabet
        if letter != secret[at]
    }
    typos |= {secret[:at] + secret[at + 1 :] for at in range(len(secret))}
    assert len(typos) > 3000
    assert [typo for typo in typos if accepted_kind(typo, CredentialKind)] == []


@settings(max_examples=300)
@given(st.text())
def test_no_text_is_taken_for_a_secret(anything: str) -> None:
    assert accepted_kind(anything, CredentialKind) is None
