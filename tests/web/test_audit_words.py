"""The console has a name for each deed of the trail, and for no other; and for each refusal."""

import re

from infra.settings import ROOT
from tenants.access.distrust import Distrust
from tenants.audit.audited import AUDITED, NOTED
from tenants.audit.refusals import Refusal

_HERE = ROOT / "web/src/admin/audit"
_NAMED = re.compile(r'^  "?([a-z_.]+|[A-Z_]+)"?: \[', re.MULTILINE)


def test_each_deed_has_a_name_in_both_languages() -> None:
    written = (_HERE / "deeds.ts").read_text(encoding="utf-8")
    assert set(_NAMED.findall(written)) == set(AUDITED) | NOTED


def test_each_reason_to_refuse_somebody_has_a_sentence() -> None:
    written = (_HERE / "refusals.ts").read_text(encoding="utf-8")
    assert set(_NAMED.findall(written)) == set(Distrust) | set(Refusal)
