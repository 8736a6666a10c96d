"""Whoever gives themselves another address is told at the one they had."""

from domain.people.person import Person
from infra.mail.folder import newest
from tenants.access.told_changes import amend_person
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, Cast, acting
from tests.tenants.access.test_restored_access import mailbox

__all__ = ["mailbox"]


async def amended(cast: Cast, whom: Person, **changes: str) -> list[tuple[str, str]]:
    """To whom goes what."""
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await amend_person(work, person_id=whom.id, **changes)
    await run_pending_jobs(cast.place, now=NOON)
    return [(mail.to, mail.subject) for mail in newest()]


async def test_the_former_address_is_told_of_another(cast: Cast) -> None:
    told = await amended(cast, cast.wei, email="wei@globex.test")
    subject = "您的谈录账号已更换邮箱"
    assert told == [("wei@acme.test", subject)]
    (mail,) = newest()
    assert "wei@globex.test" not in mail.text


async def test_nothing_is_told_of_a_title_or_the_same_address(cast: Cast) -> None:
    assert await amended(cast, cast.wei, title="CTO") == []
    assert await amended(cast, cast.wei, email="WEI@acme.test") == []


async def test_whose_address_others_change_is_asked_instead(cast: Cast) -> None:
    assert await amended(cast, cast.omar, email="omar@globex.test") == []
