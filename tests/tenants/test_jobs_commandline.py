"""What an operator sees of jobs and does about them."""

import argparse
from uuid import UUID

import pytest
from sqlalchemy import text

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place, relay_engine
from tenants import jobs_commandline
from tenants.jobs import GiveUp, Run, job, later
from tenants.runs import run_job
from tenants.work import open_work
from tests.tenants.test_jobs import waiting


@job("tests.give_up")
async def hopeless(_: Run) -> None:
    raise GiveUp


async def test_what_was_given_up_is_shown_and_waits_again(
    acme: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    dead = await _give_up(acme)
    capsys.readouterr()
    assert await _told("dead") == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if str(dead) in line]
    assert "FAILED" in line
    assert "GiveUp at" in line
    assert await _told("retry", str(dead)) == 0
    assert await waiting(acme) == 1
    assert await _told("list") == 0
    assert "tests.give_up" in capsys.readouterr().out


async def test_a_dead_job_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert await _told("retry", str(new_id())) == 1
    assert "There is no dead job" in capsys.readouterr().err


async def test_one_tenant_cannot_see_what_another_lost(acme: Place, rival: Place) -> None:
    await _give_up(acme)
    count = text("SELECT count(*) FROM platform.dead_letters")
    async with open_work(rival, Actor.system()) as work:
        assert await work.session.scalar(count) == 0
    async with open_work(acme, Actor.system()) as work:
        assert await work.session.scalar(count) == 1


async def _told(*words: str) -> int:
    parser = argparse.ArgumentParser()
    jobs_commandline.add_arguments(parser)
    return await jobs_commandline.carry_out(parser.parse_args(words))


async def _give_up(place: Place) -> UUID:
    async with open_work(place, Actor.system()) as work:
        later(work, hopeless)
    mine = text("SELECT id FROM platform.pending_jobs WHERE tenant_id = :tenant")
    async with relay_engine().connect() as connection:
        found: UUID = await connection.scalar(mine, {"tenant": place.tenant_id})
    assert isinstance(await run_job(found), GiveUp)
    return found
