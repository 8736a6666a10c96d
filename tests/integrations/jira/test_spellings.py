"""What people and Java write in ways of their own: zones, sprints, tokens."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Invalid
from integrations.jira.settings import CloudToken, ServerToken
from integrations.jira.sprints import sprints_in
from integrations.jira.zones import zone_named
from integrations.keeping import understood

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("GMT-05:00", -5),
        ("GMT+08:00", 8),
        ("UTC+8", 8),
        ("US/Pacific-New", -7),
        ("CTT", 8),
        ("Asia/Shanghai", 8),
        ("GMT", 0),
        ("Nowhere/Land", 0),
        ("GMT+99:00", 0),
        ("", 0),
    ],
)
def test_zones_that_python_does_not_know_are_known(name: str, hours: int) -> None:
    assert MOMENT.astimezone(zone_named(name)).utcoffset() == timedelta(hours=hours)


def test_a_sprint_s_name_may_hold_commas() -> None:
    java = (
        "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=5,rapidViewId=2,state=CLOSED,"
        "name=Sprint 2, the long one, a=b,startDate=2026-06-01T09:00:00.000Z,endDate=<null>,"
        "completeDate=<null>,sequence=5,goal=x, y]"
    )
    assert sprints_in([java, {"name": "One, two"}, None, "odd"]) == [
        "Sprint 2, the long one, a=b",
        "One, two",
    ]
    assert sprints_in(["…[id=5,name=Last, of all]"]) == ["Last, of all"]


@pytest.mark.parametrize("given", [" abc\n", "abc\u200b", "\ufeffabc\r\n", "\u00a0abc\u2060"])
def test_what_came_along_with_a_token_is_left_out(given: str) -> None:
    form = understood(ServerToken, {"base_url": "https://jira.test ", "token": given})
    assert isinstance(form, ServerToken)
    assert (form.token.get_secret_value(), form.base_url) == ("abc", "https://jira.test")


@pytest.mark.parametrize("given", ["ab c", "ab\nc", "ab\u200bc", "密码"])
def test_a_token_that_cannot_be_one_is_refused_in_words(given: str) -> None:
    told = {"site_url": "https://jira.test", "email": " a@b.test\u200b", "api_token": given}
    with pytest.raises(Invalid) as refused:
        understood(CloudToken, told)
    assert refused.value.message.startswith("There is a space or an invisible character in it")
    assert refused.value.zh == "其中含有空格或不可见字符，请重新单独复制"
    assert refused.value.field == "settings.api_token"
    form = understood(CloudToken, told | {"api_token": "good"})
    assert isinstance(form, CloudToken)
    assert form.email == "a@b.test"
