"""What a stranger finds after `./tanlu up`: a company that is alive, and four ways in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from demo.living_company.cast import COMPANY, SLUG
from demo.living_company.entrances import ENTRANCES
from infra.ports import free_port
from tests.starting import until, up

HOME = "{ viewer { name } conversations(first: 1) { totalCount } people(first: 1) { totalCount } }"
PATIENCE = 600


@dataclass(frozen=True)
class House:
    folder: Path
    address: str
    told: str
    """By the second start: the first was killed while the company was played."""

    @property
    def links(self) -> dict[str, str]:
        return links(self.told)

    @property
    def companies(self) -> set[tuple[str, str]]:
        token = (self.folder / "operator-token").read_text().strip()
        asked = httpx2.get(
            f"{self.address}/operator/tenants",
            headers={"Authorization": f"Bearer {token}"},
            trust_env=False,
        )
        return {(one["slug"], one["state"]) for one in asked.json()["tenants"]}


def links(told: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\S+) \S+ +(http\S+/sign-in/\S+)$", told, re.MULTILINE))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder, port = tmp_path_factory.mktemp("ten") / "home", free_port()
    with up(folder, port, empty=False, seconds=PATIENCE) as process:
        until(process, f"meanwhile six months of {COMPANY} are played.")
        process.kill()
    with up(folder, port, empty=False, seconds=PATIENCE) as process:
        told = until(process, "Ctrl-C stops it.")
        yield House(folder, f"http://127.0.0.1:{port}", told)


def test_it_prints_a_link_for_each_role_and_what_to_look_at(house: House) -> None:
    assert list(house.links) == [one.name for one in ENTRANCES]
    assert [one.name for one in ENTRANCES if one.look_at[0] not in house.told] == []


def test_nothing_is_left_of_a_play_that_was_killed(house: House) -> None:
    assert house.companies == {(SLUG, "ACTIVE")}


def test_each_link_leads_to_somebody_of_the_company(house: House) -> None:
    seen = {name: signed_in(link) for name, link in house.links.items()}
    assert {name: told["viewer"]["name"] for name, told in seen.items()} == {
        one.name: one.name for one in ENTRANCES
    }
    assert {told["people"]["totalCount"] for told in seen.values()} == {42}
    assert min(told["conversations"]["totalCount"] for told in seen.values()) > 1


def signed_in(link: str) -> dict[str, Any]:
    ours = {"X-Requested-With": "test"}
    with httpx2.Client(trust_env=False, timeout=60, headers=ours) as http:
        http.post(link)
        asked = http.post(httpx2.URL(link).join("/graphql"), json={"query": HOME})
    return dict(asked.json()["data"])


def test_another_start_finds_the_company_and_gives_new_links(house: House) -> None:
    with up(house.folder, free_port(), empty=False) as process:
        told, _ = process.communicate()
    assert told.startswith(f"Tanlu already runs at {house.address}")
    assert set(links(told)) == set(house.links)
    assert set(links(told).values()).isdisjoint(house.links.values())
