import re

import pytest

from api.scopes import MEANINGS, OF_COMPANIES, OF_OPERATORS, Scope


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_says_what_it_opens_in_both_languages(scope: Scope) -> None:
    meaning = MEANINGS[scope]
    assert re.fullmatch(r"[a-z_]+(\.[a-z]+)?:(read|write|manage)", scope.value)
    assert meaning.en
    assert any("一" <= letter <= "鿿" for letter in meaning.zh)


def test_no_company_holds_what_operators_hold() -> None:
    assert {Scope.TENANTS_MANAGE} == OF_OPERATORS
    assert set(Scope) == OF_COMPANIES | OF_OPERATORS
    assert not OF_COMPANIES & OF_OPERATORS
