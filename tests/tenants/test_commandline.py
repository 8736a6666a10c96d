"""`./tanlu tenant …` and `./tanlu migrate`, as an operator types them."""

import asyncio
import getpass
import os
import sys
from pathlib import Path

import asyncpg
import pytest

from domain.actor import Actor
from domain.people.queries import person_by_email
from infra import clock
from infra.settings import ROOT
from tenants.access.second_factor.passkey import Passkey
from tenants.access.second_factor.standing import has_factor
from tenants.credential import digest
from tenants.lifecycle import GRACE
from tenants.tenant import find_tenant
from tenants.work import open_work
from tests.tenants.steps import SHIPPED

pytestmark = pytest.mark.usefixtures("house")


async def tanlu(*arguments: str, language: str = "en_US.UTF-8") -> tuple[int, str, str]:
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "cli.py"),
        *arguments,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": language},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await run.communicate()
    return run.returncode or 0, out.decode(), err.decode()


async def test_a_companys_life(house: asyncpg.Connection) -> None:
    assert (await tanlu("tenant", "list"))[1] == "There is no company yet.\n"
    status, out, _ = await tanlu("tenant", "create", "acme", "--name", "Acme 公司")
    assert (status, out.split("(")[0]) == (0, "acme: created ")
    assert await house.fetchval("SELECT count(*) FROM platform.tenants WHERE state = 'SPARE'") == 20
    assert await tanlu("tenant", "suspend", "acme") == (0, "acme: suspended\n", "")
    assert (await tanlu("tenant", "list"))[1] == f"acme  SUSPENDED  v{SHIPPED}  Acme 公司\n"
    assert await tanlu("tenant", "resume", "acme") == (0, "acme: resumed\n", "")
    day = (clock.now() + GRACE).date()
    closing = f"acme: closing; it is dropped on {day}, and until then can be restored\n"
    assert await tanlu("tenant", "delete", "acme") == (0, closing, "")
    listed = f"acme  CLOSING    v{SHIPPED}  Acme 公司  until {day}\n"
    assert (await tanlu("tenant", "list"))[1] == listed
    assert await tanlu("tenant", "restore", "acme") == (0, "acme: restored\n", "")
    status, _, err = await tanlu("tenant", "delete", "acme", "--now", "--name", "Acme")
    assert err == "That is not the name of the company 'acme'; nothing was deleted\n"
    assert (await tanlu("tenant", "delete", "acme", "--now"))[0] == 1
    status, out, _ = await tanlu("tenant", "delete", "acme", "--now", "--name", "Acme 公司")
    assert (status, out.splitlines()[0].split(" (")[0]) == (0, "Deleted company acme")
    status, out, _ = await tanlu("operator", "log", "--company", "acme")
    deeds = [line.split()[3] for line in reversed(out.splitlines())]
    assert deeds == ["CREATE", "SUSPEND", "RESUME", "CLOSE", "RESTORE", "DELETE"]
    assert all(f"shell:{getpass.getuser()}@" in line for line in out.splitlines())
    assert '"rows": {"' in out.splitlines()[0]
    assert (await tanlu("tenant", "list"))[1] == "There is no company yet.\n"


async def test_a_company_that_one_can_enter(house: asyncpg.Connection) -> None:
    admin = "Wei 王 <Wei@acme.test>"
    status, out, err = await tanlu("tenant", "create", "acme", "Acme 公司", "--admin", admin)
    assert (status, err) == (0, "")
    created, told, link = out.splitlines()
    assert created.startswith("acme: created (")
    assert told == "Whoever opens this link enters as its admin; once, within seven days:"
    purpose, lives = await house.fetchrow(
        "SELECT purpose, expires_at - now() FROM platform.sign_in_links WHERE hash = $1",
        digest(link.strip().rpartition("/")[2]),
    )
    assert (purpose, lives.days) == ("INVITATION", 6)
    assert "Acme 公司" in (await tanlu("tenant", "list"))[1]


async def test_a_company_without_an_admin_says_so() -> None:
    status, out, _ = await tanlu("tenant", "create", "acme")
    assert status == 0
    assert out.splitlines()[1].startswith("Nobody can enter it yet")


async def test_a_company_comes_whole_or_not_at_all() -> None:
    status, _, err = await tanlu("tenant", "create", "acme", "--admin", "nonsense")
    assert (status, err.count("\n")) == (1, 1)
    assert "wei@acme.com" in err
    assert (await tanlu("tenant", "list"))[1] == "There is no company yet.\n"


async def test_a_link_for_whoever_is_locked_out() -> None:
    await tanlu("tenant", "create", "acme", "--admin", "Wei <wei@acme.test>")
    status, out, _ = await tanlu("tenant", "link", "acme", "WEI@acme.test")
    told, link = out.splitlines()
    assert (status, told) == (0, "For WEI@acme.test alone; it works once, within seven days:")
    assert "/sign-in/tanlu_link_" in link
    assert await tanlu("tenant", "link", "acme", "eve@acme.test") == (
        1,
        "",
        "Nobody in this company has the address eve@acme.test\n",
    )


async def test_refusals_are_one_sentence_in_the_users_language() -> None:
    assert await tanlu("tenant", "suspend", "nobody") == (
        1,
        "",
        "There is no company 'nobody' here\n",
    )
    chinese = await tanlu("tenant", "suspend", "nobody", language="zh_CN.UTF-8")
    assert chinese == (1, "", "没有名为 'nobody' 的企业\n")
    status, _, err = await tanlu("tenant", "create", "Not A Slug")
    assert status == 1
    assert err.startswith("'Not A Slug' cannot be a company's short name")
    assert len(err.splitlines()) == 1


async def test_migrate_says_that_all_is_done() -> None:
    status, out, _ = await tanlu("migrate", "--dry-run")
    assert (status, out) == (0, f"0 tenants are behind version {SHIPPED}\n")
    assert (await tanlu("migrate"))[:2] == (0, f"0 tenants brought to version {SHIPPED}\n")


async def test_a_company_out_to_a_file_and_back(tmp_path: Path) -> None:
    phrase, sealed, plain = (tmp_path / name for name in ("phrase", "acme.tanlu", "acme.zip"))
    phrase.write_text("correct horse battery\n")
    phrase.chmod(0o600)
    given = ("--passphrase-file", str(phrase))
    await tanlu("tenant", "create", "acme", "--admin", "Wei <wei@acme.test>")
    status, out, _ = await tanlu("tenant", "export", "acme", str(plain))
    assert (status, out.startswith("acme: "), plain.exists()) == (0, True, True)
    status, _, err = await tanlu("tenant", "export", "acme", str(plain))
    assert (status, err.splitlines()[-1]) == (1, f"{plain} is there already")
    assert (await tanlu("tenant", "export", "acme", str(sealed), "--complete", *given))[0] == 0
    await tanlu("tenant", "delete", "acme", "--now", "--name", "acme")
    status, out, _ = await tanlu("tenant", "import", str(sealed), "acme", *given)
    assert (status, out.startswith("acme: restored (")) == (0, True)
    assert (await tanlu("tenant", "link", "acme", "wei@acme.test"))[0] == 0
    phrase.chmod(0o644)
    status, _, err = await tanlu("tenant", "import", str(sealed), "acme", *given)
    assert (status, err.splitlines()[-1]) == (1, f"Others may read {phrase}: chmod 600 it first")
    status, _, err = await tanlu("tenant", "import", "nowhere", "acme", "--passphrase-file", "none")
    reason = "No such file or directory"
    assert (status, err.splitlines()[-1]) == (1, f"The file none cannot be used ({reason}).")


async def test_whoever_has_lost_their_second_factor_is_let_back_in() -> None:
    await tanlu("tenant", "create", "acme", "--admin", "Wei <wei@acme.test>")
    place = (await find_tenant("acme")).place
    async with open_work(place, Actor.system()) as work:
        wei = await person_by_email(work, "wei@acme.test")
        assert wei is not None
        key = {"credential_id": b"1", "public_key": b"2", "sign_count": 0}
        work.add(Passkey(person_id=wei.id, name="Laptop", created_at=work.now, **key))
    link = ("tenant", "link", "acme", "wei@acme.test")
    assert (await tanlu(*link))[0] == 0
    async with open_work(place, Actor.system()) as work:
        assert await has_factor(work, wei.id)
    assert (await tanlu(*link, "--reset-second-factor"))[0] == 0
    async with open_work(place, Actor.system()) as work:
        assert not await has_factor(work, wei.id)
