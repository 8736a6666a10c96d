"""What docs/plugins.md says is so."""

import json
import re
from pathlib import Path

import cli
from api.oauth.grants import GRANTS
from api.oauth.proof import ASSERTION_TYPE, LONGEST
from api.oauth.token import COST
from api.scopes import OF_PLUGINS, SEEN_WHOLE_BY_HR
from integrations.plugins.manifest import PLATFORM, Manifest
from integrations.plugins.states import InstallationState
from integrations.plugins.telling import MESSAGES, SCOPES_CHANGED
from tenants.client import TOKEN_LIVES
from tenants.delegation_code import CODE_LIVES
from tenants.refresh_token import LOST_WITHIN, REFRESH_LIVES
from webhooks.documents import COST as QUERY_COST

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text("utf-8")
FIRST_COLUMN = re.findall(r"^\| (`.+?`) \|", PAGE, re.MULTILINE)
NAMED = [name for cell in FIRST_COLUMN for name in re.findall(r"`([^`]+)`", cell)]


def test_it_names_the_scopes_a_plugin_may_have() -> None:
    assert {name for name in NAMED if ":" in name} == OF_PLUGINS
    assert all(f"`{scope}`" in PAGE for scope in SEEN_WHOLE_BY_HR)


def test_it_names_the_states_and_the_messages() -> None:
    assert [name for name in NAMED if name.isupper()] == [
        state.value for state in InstallationState
    ]
    assert set(re.findall(r"`(installation\.\w+)`", PAGE)) == {
        *MESSAGES.values(),
        SCOPES_CHANGED,
    }


def test_it_names_keys_that_there_are() -> None:
    schema = Manifest.model_json_schema(by_alias=True)
    tops = {name.split(".")[0] for name in NAMED if ":" not in name and not name.isupper()}
    assert tops <= set(schema["properties"])


def test_its_numbers_hold() -> None:
    assert f"This one is {PLATFORM}" in PAGE
    assert f"each one costs {COST} points" in PAGE
    assert f"it may cost {QUERY_COST} points" in PAGE
    assert (TOKEN_LIVES.total_seconds(), LONGEST.total_seconds()) == (3600, 600)
    assert CODE_LIVES.total_seconds() == 60, "within a minute"
    assert f"refresh token for {REFRESH_LIVES.days} days" in PAGE
    assert LOST_WITHIN.total_seconds() == 3600, "for an hour at most"
    assert all(f"grant_type={grant}" in PAGE for grant in GRANTS)
    assert f"client_assertion_type={ASSERTION_TYPE}" in PAGE


def test_the_example_is_valid() -> None:
    example = ROOT / "docs" / "examples" / "weekly" / "plugin.json"
    assert cli.main(["plugin", "validate", str(example)]) == 0
    assert json.loads(example.read_text("utf-8"))["id"] == "com.example.weekly"
