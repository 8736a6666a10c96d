"""The one-to-ones of these months that have no story of their own."""

from collections.abc import AsyncIterator
from datetime import datetime

from demo.living_company.company import Company, Scene
from demo.living_company.talk import Promise, Talk
from demo.living_company.talks_held import HELD, Held


def one_to_ones() -> list[Scene]:
    return [_scene(held) for held in HELD]


def _scene(held: Held) -> Scene:
    def scene(company: Company) -> AsyncIterator[datetime]:
        talk = Talk(
            subject=held.subject,
            on=held.on,
            hour=held.hour,
            minutes=held.minutes,
            asked=held.asked,
            facts=held.facts,
            agreements=held.agreements,
            promises=[
                Promise(owner, text, due, kept=text not in held.not_kept)
                for owner, text, due in held.promises
            ],
            statement=held.statement,
        )
        return talk.played(company)

    return scene
