"""Whose account it is: decided once, on proof, and kept (docs/adr/0012)."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.actor import Role
from domain.base import new_id
from domain.errors import Conflict, NotAllowed, NotFound
from domain.people.closed_text import ClosedText
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.access.own_proof import came_by_own
from tenants.access.shown_person import shown_person
from tenants.access.single_sign_on import require_way_left
from tenants.credential import digest
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
from tenants.sign_in import has_signed_in


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
    came_by: str | None = None,
) -> Person | None:
    """The person whose account it is, or now turns out to be; None if an admin has to say.

    Args:
        work: of the company whose provider it is.
        provider: where the account is.
        account: as it was verified.
        link: the secret of a link that works once, if they came by one; used up.
        signed_in: who was signed in here and went there to add the account.
        came_by: the hash of the address or account by which they had signed in, if any.

    Raises:
        Conflict: they have another account there, or the account is somebody else's.
    """
    identity = await _noted(work, account)
    if identity.person_id is None:
        found = await shown_person(work, provider, account, link, signed_in)
        if found is None:
            return None
        own = found.own or (
            signed_in is not None and await came_by_own(work, found.person_id, came_by)
        )
        await _match(work, identity, found.person_id, found.proof, vouched=own)
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
    await _match(work, identity, person.id, Proof.ADMIN, vouched=False)
    return identity


async def remove_identity(work: UnitOfWork, *, identity_id: UUID) -> None:
    """One's own, and any for admins: nobody signs in by the account any more."""
    work.actor.require_confirmed()
    identity = await _of_id(work, identity_id)
    await work.session.execute(delete(Identity).where(Identity.id == identity.id))
    me = work.actor.person_id
    if me is not None and identity.person_id == me:
        await require_way_left(work)
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


async def _match(
    work: UnitOfWork, identity: Identity, person_id: UUID, proof: Proof, *, vouched: bool
) -> None:
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
    identity.belong_to(person_id, proof, work.now, proves=open_, vouched=vouched and open_)
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
