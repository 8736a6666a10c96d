"""What a stranger finds after `./tanlu up`: a company that is alive, and four ways in."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from demo.living_company.entrances import ENTRANCES
from infra.ports import free_port
from tests.starting import until, up

HOME = "{ viewer { name } goals(first: 1) { totalCount } people(first: 1) { totalCount } }"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ten") / "home"


@pytest.fixture(scope="module")
def told(house: Path) -> Iterator[str]:
    with up(house, free_port(), empty=False) as process:
        yield until(process, "Ctrl-C stops it.")


def links(told: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\S+) \S+ +(http\S+/sign-in/\S+)$", told, re.MULTILINE))


def test_it_prints_a_link_for_each_role_and_what_to_look_at(told: str) -> None:
    assert list(links(told)) == [one.name for one in ENTRANCES]
    assert [one.name for one in ENTRANCES if one.look_at[0] not in told] == []


def test_each_link_leads_to_somebody_of_the_company(told: str) -> None:
    for name, link in links(told).items():
        with httpx2.Client(trust_env=False) as http:
            http.post(link)
            asked = http.post(
                httpx2.URL(link).join("/graphql"),
                json={"query": HOME},
                headers={"X-Requested-With": "test"},
            )
        seen = asked.json()["data"]
        assert (seen["viewer"]["name"], seen["people"]["totalCount"]) == (name, 42)
