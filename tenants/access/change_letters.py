"""Mails that tell somebody what was changed about their account; there is no secret in them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from infra.mail.letter import Language, Letter


class _Words(NamedTuple):
    subject: str
    hello: str
    what: str
    small: str


_ADDRESS: Mapping[Language, _Words] = {
    "en": _Words(
        "Your Tanlu account has another address",
        "Hello {name},",
        "In {company}, the address of your Tanlu account was changed, by you or by somebody who"
        " was signed in as you. Links to sign in no longer come to this mailbox.",
        "Was it not you? Then tell another admin of your company at once.",
    ),
    "zh-CN": _Words(
        "您的谈录账号已更换邮箱",
        "{name}，您好：",
        "您在 {company} 的谈录账号已更换邮箱，由您本人或以您身份登录的人操作。"
        "登录链接不再发送至此邮箱。",
        "如非您本人操作，请立即联系贵公司的其他管理员。",
    ),
}
_ACCOUNTS: Mapping[Language, _Words] = {
    "en": _Words(
        "An account was linked to yours in Tanlu",
        "Hello {name},",
        "Before you came to Tanlu by this address, an admin of {company} or its sign-in service"
        " had linked an account to yours: {providers}. Whatever was open in your name has ended."
        " When somebody comes by that account, what you write for yourself alone closes until you"
        " confirm, by a link that comes to this mailbox, that it is you.",
        "Do you not know the account? Then have it removed: tell your HR team.",
    ),
    "zh-CN": _Words(
        "您的谈录账号已关联登录账号",
        "{name}，您好：",
        "在您使用此邮箱登录谈录之前，{company} 的管理员或登录服务已为您关联登录账号：{providers}。"
        "此前以您身份建立的会话和令牌已全部失效。如有人使用该账号登录，您仅自己可见的内容将保持关闭，"
        "直至您通过此邮箱收到的链接确认身份。",
        "如您不认识该账号，请联系 HR 移除。",
    ),
}


def letter_of_address(language: Language, name: str, company: str) -> Letter:
    """To the address that they had."""
    return _letter(language, _ADDRESS[language], name=name, company=company)


def letter_of_accounts(
    language: Language, name: str, company: str, providers: Sequence[str]
) -> Letter:
    """To the address by which they came: accounts that are theirs by others' word."""
    named = (", " if language == "en" else "、").join(providers)
    return _letter(language, _ACCOUNTS[language], name=name, company=company, providers=named)


def _letter(language: Language, words: _Words, **told: str) -> Letter:
    return Letter(
        language=language,
        subject=words.subject,
        paragraphs=[words.hello.format(**told), words.what.format(**told)],
        buttons=[],
        small=words.small,
    )
