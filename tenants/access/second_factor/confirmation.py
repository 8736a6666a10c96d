"""Showing a second factor, after which the session has the rights of its person's roles."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url

from domain.errors import Conflict, Invalid
from domain.work import UnitOfWork
from tenants.access.second_factor.authenticator import Authenticator, digits_of
from tenants.access.second_factor.ceremony import Answer, Options, asked_to_sign, count_signed
from tenants.access.second_factor.challenge import new_challenge, own_session, spend_challenge
from tenants.access.second_factor.events import FactorKind, SignInConfirmed
from tenants.access.second_factor.guesses import forget_guesses
from tenants.access.second_factor.passkey import Passkey, passkeys_of
from tenants.access.second_factor.recovery_code import use_recovery_code
from tenants.session import Session, renew_secret
from tenants.vault import unseal


@dataclass(frozen=True)
class Confirmed:
    """The session's new secret: the one before it is good no more."""

    secret: str


async def confirm_by_code(work: UnitOfWork, *, code: str, session_id: UUID) -> Confirmed:
    """With a code of the authenticator app, or one of the recovery codes.

    The guess has been counted, and that was committed: see `count_guess`.
    """
    session = await own_session(work, session_id)
    person_id = session.person_id
    if digits_of(code) is not None:
        kind, right = FactorKind.AUTHENTICATOR, await _is_of_app(work, person_id, code)
    else:
        kind, right = FactorKind.RECOVERY_CODE, await use_recovery_code(work, person_id, code)
    if not right:
        raise wrong_code()
    await forget_guesses(work, person_id)
    return confirm_session(work, session, kind)


async def ask_passkey(work: UnitOfWork, *, session_id: UUID) -> Options:
    """What the browser has to have signed by one of their passkeys."""
    session = await own_session(work, session_id)
    known = await passkeys_of(work, session.person_id)
    if not known:
        raise Conflict("You have no passkey here", zh="您尚未添加通行密钥")
    return asked_to_sign(known, new_challenge(session, work.now))


async def confirm_by_passkey(work: UnitOfWork, *, answer: Answer, session_id: UUID) -> Confirmed:
    """With what a passkey of theirs has signed."""
    session = await own_session(work, session_id)
    challenge = spend_challenge(session, work.now)
    passkey = await _named(work, session.person_id, answer)
    passkey.sign_count = count_signed(answer, passkey, challenge)
    passkey.used_at = work.now
    return confirm_session(work, session, FactorKind.PASSKEY)


def confirm_session(work: UnitOfWork, session: Session, kind: FactorKind) -> Confirmed:
    """They have shown it. The session gets a new secret, as at every signing in."""
    session.confirmed_at = work.now
    work.announce(SignInConfirmed(subject_id=session.person_id, kind=kind))
    return Confirmed(renew_secret(session))


def wrong_code() -> Invalid:
    return Invalid(
        "This code is not right, or was used before",
        zh="验证码不正确，或已被使用",
        field="code",
    )


async def _is_of_app(work: UnitOfWork, person_id: UUID, code: str) -> bool:
    theirs = select(Authenticator).where(
        Authenticator.person_id == person_id, Authenticator.confirmed_at.is_not(None)
    )
    app = await work.session.scalar(theirs.with_for_update())
    if app is None:
        return False
    return app.accepts(code, await unseal(work, app.secret, about=app.kept_as), work.now)


async def _named(work: UnitOfWork, person_id: UUID, answer: Answer) -> Passkey:
    """The one that says it has signed, locked; of theirs alone. Raises Invalid."""
    theirs = select(Passkey).where(Passkey.person_id == person_id).with_for_update()
    for passkey in await work.session.scalars(theirs.order_by(Passkey.id)):
        if bytes_to_base64url(passkey.credential_id) == answer.get("id"):
            return passkey
    raise Invalid("This passkey is not known here", zh="未识别该通行密钥")
