"""Talking to a passkey (WebAuthn): what the browser is asked, and whether its answer holds.

Whose site it is, a passkey knows by our public address; an answer made for another is refused.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import orjson
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from domain.errors import Conflict, Invalid
from domain.people.person import Person
from infra.settings import settings
from tenants.access.second_factor.passkey import Passkey

Options = dict[str, Any]
Answer = dict[str, Any]
"""JSON, as browsers' `PublicKeyCredential` reads and writes it."""


def asked_to_make(person: Person, known: Sequence[Passkey], challenge: bytes) -> Options:
    """A new passkey for our site, which asks its owner for a finger, a face or a PIN.

    Raises:
        Conflict: our address is a number, for which there are no passkeys.
    """
    options = generate_registration_options(
        rp_id=_site(),
        rp_name="Tanlu",
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return _plain(options_to_json(options))


def made_passkey(answer: Answer, challenge: bytes) -> tuple[bytes, bytes, int]:
    """Its id, its public key in COSE, and its count of signatures. Raises Invalid."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_site(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except Conflict:
        raise
    except Exception as error:
        # Whatever the answer makes of the library: no passkey comes of it.
        raise _refused() from error
    return made.credential_id, made.credential_public_key, made.sign_count


def asked_to_sign(known: Sequence[Passkey], challenge: bytes) -> Options:
    """By one of these passkeys, unlocked by its owner."""
    options = generate_authentication_options(
        rp_id=_site(),
        challenge=challenge,
        allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(options_to_json(options))


def count_signed(answer: Answer, passkey: Passkey, challenge: bytes) -> int:
    """The passkey's count after it has signed; a copy's does not grow. Raises Invalid."""
    try:
        signed = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_site(),
            expected_origin=_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Conflict:
        raise
    except Exception as error:
        # As above: nobody is let in by it.
        raise _refused() from error
    return signed.new_sign_count


def _site() -> str:
    host = urlsplit(settings().public_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host
    raise Conflict(
        f"Passkeys need a name in the address of Tanlu, and {host} is none; "
        "use an authenticator app instead",
        zh=f"通行密钥要求以域名访问谈录，而 {host} 不是域名，请改用身份验证器应用",
    )


def _origin() -> str:
    public = urlsplit(settings().public_url)
    return f"{public.scheme}://{public.netloc}"


def _descriptors(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each.credential_id) for each in known]


def _plain(options: str) -> Options:
    plain: Options = orjson.loads(options)
    return plain


def _refused() -> Invalid:
    return Invalid(
        "The passkey was not accepted. Try again, or use another one",
        zh="通行密钥未通过验证，请重试或换用其他通行密钥",
    )
