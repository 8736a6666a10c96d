"""In which language somebody is written to: each chooses for themself."""

from domain.language import Language
from domain.people.person import Person
from domain.work import UnitOfWork


async def choose_language(work: UnitOfWork, *, language: Language) -> Person:
    """Mail to whoever asks is written in it from now on."""
    person = await work.get(Person, work.actor.require_person())
    person.language = language
    return person
