"""The directory."""

from domain.people.commands import add_person, amend_person, end_employment
from domain.people.person import Person
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given
from tests.people import JOINED


async def hired(c: Company, name: str = "Nia") -> Person:
    async with c.system() as work:
        email = f"{c.fresh('nia')}@acme.test"
        return await add_person(work, name=name, email=email, joined_on=JOINED)


async def a_newcomer(c: Company) -> Given:
    return {"name": "Nia", "email": f"{c.fresh('new')}@acme.test"}


async def somebody(c: Company) -> Given:
    return {"personId": str((await hired(c)).id)}


async def another_title(c: Company) -> Given:
    return {**await somebody(c), "title": c.fresh("Title ")}


async def another_manager(c: Company) -> Given:
    return {**await somebody(c), "managerId": str(c.cast.mei.id)}


async def more_roles(c: Company) -> Given:
    return {**await somebody(c), "roles": ["HR"]}


async def a_changed_address(c: Company) -> Given:
    person = await hired(c)
    async with c.by(c.cast.hua) as work:
        await amend_person(work, person_id=person.id, email=f"{c.fresh('other')}@acme.test")
    return {"personId": str(person.id)}


async def somebody_who_left(c: Company) -> Given:
    person = await hired(c)
    async with c.system() as work:
        await end_employment(work, person_id=person.id)
    return {"personId": str(person.id)}


async def a_list(c: Company) -> Given:
    return {"items": [await a_newcomer(c)]}


async def another_language(c: Company) -> Given:
    del c
    return {"language": "EN"}


PEOPLE = {
    "addPerson": Deed("HAP", a_newcomer),
    "amendPerson": Deed("HAP", another_title),
    "setManager": Deed("HAP", another_manager),
    "changeRoles": Deed("A", more_roles),
    "chooseLanguage": Deed("EOMLHA", another_language),
    "confirmEmail": Deed("A", a_changed_address),
    "endEmployment": Deed("HAP", somebody),
    "rehirePerson": Deed("HAP", somebody_who_left),
    "importPeople": Deed("HAP", a_list),
    "previewImport": Deed("HAP", a_list, quiet=True),
}
