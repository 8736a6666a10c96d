"""The console has a name for each deed of the trail, and for no other."""

import re

from infra.settings import ROOT
from tenants.audit.audited import AUDITED, NOTED

_NAMED = re.compile(r'^  "([a-z_.]+)": \[', re.MULTILINE)


def test_each_deed_has_a_name_in_both_languages() -> None:
    written = (ROOT / "web/src/admin/audit/deeds.ts").read_text(encoding="utf-8")
    assert set(_NAMED.findall(written)) == set(AUDITED) | NOTED
