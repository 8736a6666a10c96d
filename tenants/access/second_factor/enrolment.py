"""Setting second factors up, and taking them away again. Each is its owner's, in a browser."""

from dataclasses import dataclass
from uuid import UUID

import pyotp
import segno
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from domain import typed
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.access.second_factor.authenticator import Authenticator
from tenants.access.second_factor.ceremony import Answer, Options, asked_to_make, made_passkey
from tenants.access.second_factor.challenge import new_challenge, own_session, spend_challenge
from tenants.access.second_factor.confirmation import confirm_session, wrong_code
from tenants.access.second_factor.events import (
    FactorAdded,
    FactorKind,
    FactorRemoved,
    RecoveryCodesRenewed,
)
from tenants.access.second_factor.passkey import Passkey, passkeys_of
from tenants.access.second_factor.recovery_code import (
    forget_recovery_codes,
    new_recovery_codes,
)
from tenants.access.second_factor.standing import has_factor
from tenants.access.sign_in_policy import SignInPolicy
from tenants.session import Session
from tenants.vault import seal, unseal

_LONGEST_NAME = 80
_PASSKEYS_AT_MOST = 20


@dataclass(frozen=True)
class Offer:
    """What an authenticator app is given: once, by a drawing or by hand."""

    secret: str
    drawing: str
    """The QR code, as the address of an image."""


@dataclass(frozen=True)
class Enrolled:
    """The session's new secret, and ten recovery codes where it was the first factor."""

    secret: str
    recovery_codes: list[str]


async def offer_authenticator(work: UnitOfWork, *, session_id: UUID) -> Offer:
    """A secret for an app, which counts once the app has shown a code of it."""
    session, person = await _owner(work, session_id)
    before = await _authenticator(work, person)
    if before is not None and before.confirmed_at is not None:
        raise Conflict(
            "You have an authenticator app already. Remove it first",
            zh="您已绑定身份验证器应用，请先移除",
        )
    if before is not None:
        await work.session.delete(before)
        await work.session.flush()
    secret = pyotp.random_base32()
    offered = Authenticator(person_id=session.person_id, secret="", offered_at=work.now)
    offered.secret = await seal(work, secret, about=offered.kept_as)
    work.add(offered)
    uri = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name="Tanlu")
    return Offer(secret, segno.make(uri, error="m").svg_data_uri(scale=4, border=4, light="#fff"))


async def add_authenticator(work: UnitOfWork, *, code: str, session_id: UUID) -> Enrolled:
    """The app has the secret: it shows a code of it."""
    session, person = await _owner(work, session_id)
    app = await _authenticator(work, person)
    if app is None or app.confirmed_at is not None:
        raise Conflict("Begin again: there is no app to set up", zh="请重新开始绑定身份验证器应用")
    first = not await has_factor(work, person.id)
    if not app.accepts(code, await unseal(work, app.secret, about=app.kept_as), work.now):
        raise wrong_code()
    app.confirmed_at = work.now
    return await _enrolled(work, session, FactorKind.AUTHENTICATOR, first=first)


async def offer_passkey(work: UnitOfWork, *, session_id: UUID) -> Options:
    """What the browser needs to make one."""
    session, person = await _owner(work, session_id)
    known = await passkeys_of(work, person.id)
    if len(known) >= _PASSKEYS_AT_MOST:
        raise Conflict(
            f"Keep to {_PASSKEYS_AT_MOST} passkeys", zh=f"最多添加 {_PASSKEYS_AT_MOST} 个通行密钥"
        )
    return asked_to_make(person, known, new_challenge(session, work.now))


async def add_passkey(work: UnitOfWork, *, name: str, answer: Answer, session_id: UUID) -> Enrolled:
    """The one that the browser has made."""
    session, person = await _owner(work, session_id)
    named = typed.line(name, "name", most=_LONGEST_NAME)
    first = not await has_factor(work, person.id)
    credential, key, count = made_passkey(answer, spend_challenge(session, work.now))
    passkey = Passkey(
        person_id=person.id, credential_id=credential, public_key=key, sign_count=count,
        name=named, created_at=work.now,
    )  # fmt: skip
    try:
        async with work.session.begin_nested():
            work.add(passkey)
    except IntegrityError as known:
        raise Invalid("This passkey is here already", zh="该通行密钥已添加") from known
    return await _enrolled(work, session, FactorKind.PASSKEY, first=first)


async def remove_authenticator(work: UnitOfWork, *, session_id: UUID) -> None:
    """One's own app shows codes for nothing from now on."""
    _, person = await _owner(work, session_id)
    app = await _authenticator(work, person)
    if app is not None:
        await work.session.delete(app)
        await _require_enough_left(work, person)
        work.announce(FactorRemoved(subject_id=person.id, kind=FactorKind.AUTHENTICATOR))


async def remove_passkey(work: UnitOfWork, *, passkey_id: UUID, session_id: UUID) -> None:
    """One's own, on whatever device."""
    _, person = await _owner(work, session_id)
    mine = delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person.id)
    if await work.session.scalar(mine.returning(Passkey.id)) is None:
        raise NotFound("You have no such passkey", zh="找不到您的该通行密钥", field="passkey_id")
    await _require_enough_left(work, person)
    work.announce(FactorRemoved(subject_id=person.id, kind=FactorKind.PASSKEY))


async def renew_recovery_codes(work: UnitOfWork, *, session_id: UUID) -> list[str]:
    """Ten new ones; those before are good no more."""
    _, person = await _owner(work, session_id)
    if not await has_factor(work, person.id):
        raise Conflict(
            "Set up a passkey or an authenticator app first", zh="请先设置通行密钥或身份验证器应用"
        )
    work.announce(RecoveryCodesRenewed(subject_id=person.id))
    return await new_recovery_codes(work, person.id)


async def _owner(work: UnitOfWork, session_id: UUID) -> tuple[Session, Person]:
    """Whoever is signed in there, if they may change their factors. Raises NotAllowed."""
    session = await own_session(work, session_id)
    person = await work.get(Person, session.person_id, lock=True)
    if not person.roles:
        raise NotAllowed(
            "A second factor is asked only of admins and HR", zh="仅管理员和 HR 需要两步验证"
        )
    if session.confirmed_at is None and await has_factor(work, person.id):
        raise NotAllowed("Confirm that it is you first", zh="请先完成两步验证")
    return session, person


async def _require_enough_left(work: UnitOfWork, person: Person) -> None:
    """The last one stays while the company asks for it; recovery codes alone are none."""
    await work.session.flush()
    if await has_factor(work, person.id):
        return
    if (await SignInPolicy.of(work)).second_factor:
        raise Conflict(
            "Your company asks for a second factor. Add another one before you remove this",
            zh="企业要求两步验证，请先添加另一种方式再移除",
        )
    await forget_recovery_codes(work, person.id)


async def _authenticator(work: UnitOfWork, person: Person) -> Authenticator | None:
    theirs = select(Authenticator).where(Authenticator.person_id == person.id)
    return await work.session.scalar(theirs.with_for_update())


async def _enrolled(
    work: UnitOfWork, session: Session, kind: FactorKind, *, first: bool
) -> Enrolled:
    """Who has set it up has shown it. Their other sessions wait until they do, too."""
    work.announce(FactorAdded(subject_id=session.person_id, kind=kind))
    codes = await new_recovery_codes(work, session.person_id) if first else []
    return Enrolled(confirm_session(work, session, kind).secret, codes)
