"""What is pushed, cleaned, and what of it is refused before anything is looked up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from domain import typed
from domain.errors import Invalid
from domain.signals.metric import Better, monday_of

MOST = 500
"""Items in one push."""
_EARLIEST, _LATEST = date(1970, 1, 5), date(2100, 12, 27)
"""A company may move a history in time, so weeks ahead are taken too; typos are not."""
_WORD = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
_LINK = re.compile(r"https?://[!-~]{1,2000}")
_DETAILS_KEPT = 20
_LARGEST = 1e15


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom an item is about: by id or by e-mail address."""

    person_id: UUID | None = None
    person_email: str | None = None


@dataclass(frozen=True, kw_only=True)
class MetricPointItem(About):
    """The value of a person's metric in one week. Name whom once."""

    key: str
    unit: str
    source: str
    period_start: Annotated[date, "The Monday of the week."]
    value: float
    name: Annotated[str | None, "What a new series is called; else its key."] = None
    better: Annotated[
        Better,
        "Which way a new series gets better; when it gets worse for weeks, the manager hears of"
        " it.",
    ] = Better.HIGHER

    def cleaned(self, at: str) -> Self:
        """As it will be kept. Raises Invalid."""
        _check_period(self.period_start, f"{at}.period_start")
        return replace(
            self,
            key=_word(self.key, f"{at}.key"),
            source=_word(self.source, f"{at}.source"),
            unit=typed.line(self.unit, f"{at}.unit", most=40),
            name=typed.line(self.name, f"{at}.name", most=120) if self.name else None,
            value=typed.number(self.value, f"{at}.value"),
        )


@dataclass(frozen=True, kw_only=True)
class EvidenceItem(About):
    """Something a person did, as another system tells it."""

    source: str
    external_id: str
    kind: str
    title: str
    occurred_at: datetime
    url: str | None = None
    details: Annotated[
        dict[str, Any] | None, "Up to 20 numbers, short texts, yes or no; no content."
    ] = None

    def cleaned(self, at: str) -> Self:
        """As it will be kept. Raises Invalid."""
        _check_moment(self.occurred_at, f"{at}.occurred_at")
        _check_details(self.details, f"{at}.details")
        _check_link(self.url, f"{at}.url")
        title = " ".join(self.title.split())
        return replace(
            self,
            source=_word(self.source, f"{at}.source"),
            external_id=typed.line(self.external_id, f"{at}.external_id"),
            kind=_word(self.kind, f"{at}.kind"),
            title=typed.line(title, f"{at}.title", most=500),
        )


def check_count(items: Sequence[object], name: str) -> None:
    if len(items) > MOST:
        raise Invalid(
            f"At most {MOST} items can be pushed at once, not {len(items)}",
            zh=f"一次最多推送 {MOST} 条，当前为 {len(items)} 条",
            field=name,
        )


def _word(text: str, at: str) -> str:
    if not _WORD.fullmatch(text):
        raise Invalid(
            "Use 1 to 80 lower-case letters, digits, dots, dashes or underscores",
            zh="请使用 1 至 80 个小写字母、数字、点、连字符或下划线",
            field=at,
        )
    return text


def _check_period(start: date, at: str) -> None:
    if start != monday_of(start):
        raise Invalid(
            f"A week starts on a Monday; {start} lies in the week of {monday_of(start)}",
            zh=f"每周从周一开始；{start} 属于 {monday_of(start)} 开始的一周",
            field=at,
        )
    if start > _LATEST:
        raise Invalid("Weeks after 2100 are not kept", zh="不保存 2100 年以后的数据", field=at)
    if start < _EARLIEST:
        raise Invalid("Weeks before 1970 are not kept", zh="不保存 1970 年以前的数据", field=at)


def _check_moment(moment: datetime, at: str) -> None:
    latest = datetime(9999, 1, 1, tzinfo=UTC)
    if moment.tzinfo is None or not datetime(1970, 1, 1, tzinfo=UTC) <= moment < latest:
        raise Invalid(
            "Give a moment since 1970, with its time zone",
            zh="请填写 1970 年以后、带时区的时间",
            field=at,
        )


def _check_link(url: str | None, at: str) -> None:
    if url is not None and not _LINK.fullmatch(url):
        raise Invalid(
            "A link starts with http:// or https:// and has up to 2,000 letters without spaces",
            zh="链接须以 http:// 或 https:// 开头，不含空格，且不超过 2000 个字符",
            field=at,
        )


def _check_details(details: dict[str, Any] | None, at: str) -> None:
    if details is None:
        return
    if not isinstance(details, dict) or len(details) > _DETAILS_KEPT:
        raise Invalid(
            f"Give at most {_DETAILS_KEPT} details, each by its name",
            zh=f"最多 {_DETAILS_KEPT} 项明细，每项须有名称",
            field=at,
        )
    for name, value in details.items():
        _word(name.lower(), at)
        _check_detail(value, f"{at}.{name}")


def _check_detail(value: object, at: str) -> None:
    """Short values only: a detail is no place for what people wrote."""
    if isinstance(value, str):
        typed.line(value or "-", at)
    elif value is not None and not (
        isinstance(value, int | float) and -_LARGEST <= value <= _LARGEST
    ):
        raise Invalid(
            "A detail is a number, yes or no, or a short text",
            zh="明细只能是数字、是或否，或简短文本",
            field=at,
        )
