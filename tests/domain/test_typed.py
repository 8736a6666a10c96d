"""What people type: kept as it is seen, refused where nothing is seen."""

import pytest
from sqlalchemy import Text

import operate.tables  # noqa: F401 - every table there is
from domain import typed
from domain.base import Stored, VisibleText
from domain.errors import Invalid
from tenants.shared import Shared


@pytest.mark.parametrize(
    ("typed_in", "kept"),
    [
        ("Mei", "Mei"),
        ("  王小明 ", "王小明"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("Mei\u200b", "Mei"),
        ("\ufeffMei\u00ad Lin", "Mei Lin"),
        ("Mei\u202egnL", "MeignL"),
        ("\u2067Mei\u2069", "Mei"),
        ("Mei\u3164", "Mei"),
        ("Ｍｅｉ　Ｌｉｎ", "Mei Lin"),
        ("Mei  Lin", "Mei Lin"),
        ("M\u200dei", "Mei"),
        ("王\u200d明", "王明"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("नर्‍मदा", "नर्‍मदा"),
    ],
)
def test_a_name_is_kept_as_it_is_seen(typed_in: str, kept: str) -> None:
    assert typed.name(typed_in, "name") == kept
    assert typed.name(kept, "name") == kept


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "\u3164\u3164", "\u202e \u2060", "\u0301"])
def test_what_nobody_sees_says_nothing(nothing: str) -> None:
    with pytest.raises(Invalid, match="Write something here"):
        typed.line(nothing, "title")


@pytest.mark.parametrize("several", ["a\nb", "a\u2028b", "a\x85b", "a\tb", "a\rb"])
def test_a_line_is_one_line(several: str) -> None:
    with pytest.raises(Invalid, match="Keep this to one line of text"):
        typed.line(several, "title")


def test_paragraphs_keep_their_lines_and_emoji() -> None:
    assert typed.paragraphs("一\r\n二\u2028三\r四\n\n\ufeff", "why") == "一\n二\n三\n四"
    assert typed.paragraphs("👩\u200d💻 done ❤\ufe0f", "why") == "👩\u200d💻 done ❤\ufe0f"
    assert typed.paragraphs("\u200b\n\u3164", "why") == ""


@pytest.mark.parametrize("odd", ["a\x07b", "a\0b", "a\ud800b"])
def test_paragraphs_hold_only_text(odd: str) -> None:
    with pytest.raises(Invalid, match="characters that are not text"):
        typed.paragraphs(odd, "why")


def test_the_limit_counts_what_is_kept() -> None:
    assert typed.line("x" * 200 + "\u200b\u200b", "title") == "x" * 200
    with pytest.raises(Invalid, match="Keep this to 200 characters"):
        typed.line("王" * 201, "title")


@pytest.mark.parametrize(
    ("typed_in", "kept"),
    [
        ("Mei@Acme.Test", "mei@acme.test"),
        ("ｍｅｉ＠ａｃｍｅ．ｔｅｓｔ", "mei@acme.test"),
        ("mei\u200b@acme.test", "mei@acme.test"),
        ("\u202amei@acme.test\u202c", "mei@acme.test"),
        ("zoe\u0308@acme.test", "zo\u00eb@acme.test"),
        ("王@例子.中国", "王@例子.中国"),
    ],
)
def test_an_address_is_kept_as_mail_knows_it(typed_in: str, kept: str) -> None:
    assert typed.address(typed_in, "email") == kept


@pytest.mark.parametrize(
    "none", ["mei@acme..test", "mei@.test", "mei@acme.test.", "mei@" + "a" * 64 + ".test", "mei"]
)
def test_an_address_names_a_domain_that_can_be(none: str) -> None:
    with pytest.raises(Invalid, match="This is not an e-mail address"):
        typed.address(none, "email")


@pytest.mark.parametrize("base", [Stored, Shared])
def test_every_column_of_text_keeps_what_is_seen(base: type[Stored] | type[Shared]) -> None:
    plain = [
        f"{table.name}.{column.name}"
        for table in base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Text) and not isinstance(column.type, VisibleText)
    ]
    assert plain == []
