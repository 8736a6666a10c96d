"""Whose account it is: decided once, on proof, and kept (docs/adr/0012)."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.actor import Role
from domain.base import new_id
from domain.errors import Conflict, NotAllowed, NotFound
from domain.people.closed_text import ClosedText, close_text
from domain.people.person import Person
from domain.people.queries import person_by_email
from domain.work import UnitOfWork
from tenants.credential import digest
from tenants.email_domain import is_of_company
from tenants.identity import (
    Account,
    Identity,
    IdentityMatched,
    IdentityRemoved,
    Proof,
    SpentState,
    visible_identities,
)
from tenants.identity_provider import IdentityProvider
from tenants.session import end_all_sessions
from tenants.sign_in import has_signed_in, use_link_up


async def spend_state(work: UnitOfWork, state: str) -> bool:
    """Whether this sign-in is completed for the first time."""
    row = {"hash": digest(state), "tenant_id": work.tenant_id, "spent_at": work.now}
    once = insert(SpentState).values(row).on_conflict_do_nothing().returning(SpentState.hash)
    return await work.session.scalar(once) is not None


async def recognise(
    work: UnitOfWork,
    provider: IdentityProvider,
    account: Account,
    *,
    link: str | None = None,
    signed_in: UUID | None = None,
) -> Person | None:
    """The person whose account it is, or now turns out to be; None if an admin has to say.

    Args:
        work: of the company whose provider it is.
        provider: where the account is.
        account: as it was verified.
        link: the secret of a link that works once, if they came by one; used up.
        signed_in: who was signed in here and went there to add the account.

    Raises:
        Conflict: they have another account there, or the account is somebody else's.
    """
    identity = await _noted(work, account)
    if identity.person_id is None:
        found = await _shown(work, provider, account, link, signed_in)
        if found is None:
            return None
        await _match(work, identity, *found)
    elif signed_in not in {None, identity.person_id}:
        raise _taken()
    person = await work.session.get(Person, identity.person_id)
    return person if person and person.works_on(work.now.date()) else None


async def confirm_identity(work: UnitOfWork, *, identity_id: UUID, person_id: UUID) -> Identity:
    """Admins say whose an account is that waits, if that person has never signed in.

    Later, an admin with an account to spare could come in as somebody else.
    """
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can confirm an account", zh="只有管理员可以确认账号")
    work.actor.require_signed_in()
    identity = await _of_id(work, identity_id)
    if identity.person_id is not None:
        raise _taken("identity_id")
    person = await work.get(Person, person_id, field="person_id")
    if await has_signed_in(work, person.id):
        raise NotAllowed(
            f"{person.name} has signed in before and can add the account themselves",
            zh=f"{person.name} 已登录过，可自行添加该账号",
            field="person_id",
        )
    await _match(work, identity, person.id, Proof.ADMIN)
    return identity


async def remove_identity(work: UnitOfWork, *, identity_id: UUID) -> None:
    """One's own, and any for admins: nobody signs in by the account any more."""
    work.actor.require_confirmed()
    identity = await _of_id(work, identity_id)
    await work.session.execute(delete(Identity).where(Identity.id == identity.id))
    removed = IdentityRemoved(
        subject_id=identity.id, issuer=identity.issuer, person_id=identity.person_id
    )
    work.announce(removed)


async def _noted(work: UnitOfWork, account: Account) -> Identity:
    """The account's row, locked: two who come with it at once take turns."""
    row = {
        "tenant_id": work.tenant_id,
        "hash": account.hash,
        "issuer": account.issuer,
        "subject": account.subject,
        "told_name": account.name,
        "told_email": account.email,
        "created_at": work.now,
        "seen_at": work.now,
    }
    told = {name: row[name] for name in ("told_name", "told_email", "seen_at")}
    noted = insert(Identity).values(id=new_id(), **row)
    noted = noted.on_conflict_do_update(index_elements=["hash", "tenant_id"], set_=told)
    return (await work.session.scalars(noted.returning(Identity))).one()


async def _shown(
    work: UnitOfWork,
    provider: IdentityProvider,
    account: Account,
    link: str | None,
    signed_in: UUID | None,
) -> tuple[UUID, Proof] | None:
    if signed_in is not None:
        return signed_in, Proof.SESSION
    if link is not None:
        invited = await use_link_up(work, link)
        return None if invited is None else (invited.person_id, Proof.INVITATION)
    if not account.email or not provider.vouches_for(account.email):
        return None
    if not await is_of_company(work, account.email.rpartition("@")[2]):
        return None
    person = await person_by_email(work, account.email)
    if person is None or not person.email_confirmed or await _has_account(work, person.id):
        return None
    return (person.id, Proof.VERIFIED_EMAIL) if await _may_be_known(work, person) else None


async def _may_be_known(work: UnitOfWork, person: Person) -> bool:
    """Whoever rules the provider could come so as anybody who was here before: what was open ends,
    as whenever others let somebody in. Never as who holds a role.
    """
    if not await has_signed_in(work, person.id):
        return True
    if person.roles:
        return False
    await end_all_sessions(work, person.id)
    await close_text(work, person, former_email=person.email)
    return True


async def _has_account(work: UnitOfWork, person_id: UUID) -> bool:
    """At whatever provider: whoever has one adds others while signed in."""
    theirs = select(Identity.id).where(Identity.person_id == person_id).exists()
    return bool(await work.session.scalar(select(theirs)))


async def _match(work: UnitOfWork, identity: Identity, person_id: UUID, proof: Proof) -> None:
    theirs = select(Identity.id).where(
        Identity.person_id == person_id, Identity.issuer == identity.issuer
    )
    if await work.session.scalar(theirs) is not None:
        raise Conflict(
            "They already sign in with another account of that provider",
            zh="该员工已使用此提供方的另一账号登录",
            field="person_id",
        )
    open_ = await work.session.get(ClosedText, person_id) is None
    identity.belong_to(person_id, proof, work.now, proves=open_)
    await work.session.flush()
    work.announce(IdentityMatched(subject_id=person_id, issuer=identity.issuer, proof=proof))


async def _of_id(work: UnitOfWork, identity_id: UUID) -> Identity:
    visible = visible_identities(work.viewer).where(Identity.id == identity_id)
    identity = await work.session.scalar(visible.with_for_update())
    if identity is None:
        raise NotFound(
            "There is no account with that id", zh="找不到该编号对应的账号", field="identity_id"
        )
    return identity


def _taken(field: str | None = None) -> Conflict:
    return Conflict("This account is somebody's already", zh="该账号已属于其他员工", field=field)
