"""A name that cannot be one is refused before it is asked for; one that leads inside is unknown."""

from collections.abc import Sequence

import pytest

from infra.guard import Blocked, addresses_of, checked_url, known_addresses_of

NO_NAMES = ["a..b", ".a.b", "é..b", "a。。b", "K..x", f"{'a' * 64}.test", "a." * 127 + "b", "-..-"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_cannot_be_a_name_is_no_address(name: str) -> None:
    with pytest.raises(Blocked, match="neither a name nor an address"):
        checked_url(f"https://{name}/path")


@pytest.mark.parametrize("name", ["a.b", "a.b.", "a_b.test", "例子.测试", f"{'a' * 63}.test"])
def test_what_can_be_a_name_may_be_asked(name: str) -> None:
    assert checked_url(f"https://{name}/path").path == "/path"


@pytest.mark.parametrize("name", ["a..b", f"{'a' * 64}.test"])
async def test_no_resolver_is_brought_down_by_a_name(name: str) -> None:
    """Python's own raises what nobody expects."""
    with pytest.raises(OSError, match="cannot be a name"):
        await addresses_of(name, 443)


async def test_a_name_that_leads_inside_is_as_unknown_as_one_that_leads_nowhere() -> None:
    async def inside(*_: object) -> Sequence[str]:
        return ["10.0.0.1"]

    async def nowhere(*_: object) -> Sequence[str]:
        raise OSError("Name or service not known")

    for resolve in (inside, nowhere):
        with pytest.raises(OSError, match="known"):
            await known_addresses_of("jira.corp.example", 443, resolve)
