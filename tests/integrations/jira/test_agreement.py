"""What the product counts from Jira's issues is what the demo counts from the same ones."""

import gzip
import json
from collections import defaultdict
from datetime import date
from typing import Any

from demo.issues import load
from demo.weeks import monday_of, resolved_by_week
from domain.signals.metric import WEEK
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import METRICS, observed
from integrations.jira.vocabulary import Vocabulary
from integrations.weeks import weekly
from tests.integrations.jira.recorded import FOLDER, needs_recordings

DONE = ("Closed", "Resolved", "Done", "Won't Fix")
VOCABULARY = Vocabulary.of(
    {"statuses": {name.lower(): "done" for name in DONE}, "time_zone": "America/Toronto"},
    JiraOptions(),
)


def _as_rest(number: int, row: dict[str, Any]) -> dict[str, Any]:
    """As a Jira without history would tell it."""
    named = {name: {"name": row[name]} for name in ("status", "resolution") if row.get(name)}
    who = row.get("assignee")
    fields = {"summary": row["summary"], "created": row["date"], "updated": row["updated"]}
    if who:
        fields["assignee"] = {"name": who, "displayName": who}
    return {"id": str(number), "key": row["key"], "fields": fields | named}


@needs_recordings
def test_weeks_agree_with_the_demo_s_own_count() -> None:
    with gzip.open(FOLDER / "fluid-issues.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    measured: dict[str, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(rows):
        seen = observed(_as_rest(number, row), VOCABULARY, site_url="")
        assert seen is not None, row["key"]
        for one in seen.measures:
            assert seen.account is not None
            measured[seen.account.name][one.on].append(one.value)
    counted = {
        name: weekly(METRICS[0], days, (), before=monday_of(max(days)) + WEEK)
        for name, days in measured.items()
    }
    issues, real = load()
    assert real
    assert counted == resolved_by_week(issues)
