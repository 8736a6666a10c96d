"""What an operator does for whoever cannot come in: a first admin's link, and a way back."""

from email.utils import parseaddr
from typing import NamedTuple

from domain.actor import Role
from domain.errors import Invalid, NotFound
from domain.people.closed_text import close_text
from domain.people.commands import add_person
from domain.people.person import Person
from domain.people.queries import person_by_email
from domain.work import UnitOfWork
from tenants.access.second_factor.demand import reset_second_factor
from tenants.sign_in import LinkPurpose, create_sign_in_link, link_address


class Named(NamedTuple):
    """A person as an operator names them: `NAME <ADDRESS>`."""

    name: str
    address: str

    @classmethod
    def read(cls, text: str) -> "Named":
        """Raises Invalid."""
        name, address = parseaddr(text)
        if not name or "@" not in address:
            raise Invalid(
                'Name the first admin like this: "Wei Wang <wei@acme.com>"',
                zh='请这样填写首位管理员："王伟 <wei@acme.com>"',
                field="admin",
            )
        return cls(name, address)


async def welcome_admin(work: UnitOfWork, admin: Named) -> str:
    """Who lets everybody else in, in a company that is new. Returns where they come in."""
    person = await add_person(work, name=admin.name, email=admin.address, roles=[Role.ADMIN])
    secret = await create_sign_in_link(work, person_id=person.id, purpose=LinkPurpose.INVITATION)
    return link_address(secret)


async def let_back_in(
    work: UnitOfWork, address: str, *, without_second_factor: bool = False
) -> tuple[Person, str]:
    """For whoever is locked out. Returns them and a link, which works once. Raises NotFound.

    They are signed out everywhere, and their address is told. `without_second_factor`: they have
    lost theirs, so it is reset.
    """
    person = await person_by_email(work, address)
    if person is None:
        raise NotFound(
            f"Nobody in this company has the address {address}",
            zh=f"该企业中没有邮箱为 {address} 的员工",
            field="address",
        )
    if without_second_factor:
        await reset_second_factor(work, person_id=person.id)
    else:
        await close_text(work, person, former_email=person.email)
    secret = await create_sign_in_link(work, person_id=person.id, purpose=LinkPurpose.RECOVERY)
    return person, link_address(secret)
