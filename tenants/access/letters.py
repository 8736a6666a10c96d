"""What the mails on the way in say, in both languages."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.language import Language as Chosen
from infra.mail.letter import Button, Language, Letter
from tenants.sign_in import LinkPurpose

SPOKEN: Mapping[Chosen, Language] = {Chosen.EN: "en", Chosen.ZH_CN: "zh-CN"}
"""What somebody chose, as a letter names it."""


class _Words(NamedTuple):
    subject: str
    hello: str
    why: str
    press: str
    until: str
    small: str


_WITH_LINK: Mapping[LinkPurpose, Mapping[Language, _Words]] = {
    LinkPurpose.SIGN_IN: {
        "en": _Words(
            "Your sign-in link",
            "Hello {name},",
            "With the link below you sign in to Tanlu.",
            "Sign in to {company}",
            "It works once, within 15 minutes.",
            "Did you not ask for it? Then you need do nothing: without this mail, nobody comes in.",
        ),
        "zh-CN": _Words(
            "您的登录链接",
            "{name}，您好：",
            "请使用下方链接登录谈录。",
            "登录 {company}",
            "链接 15 分钟内有效，且仅可使用一次。",
            "如非您本人操作，请忽略此邮件：没有此邮件，任何人都无法登录您的账号。",
        ),
    },
    LinkPurpose.INVITATION: {
        "en": _Words(
            "{company} invites you to Tanlu",
            "Hello {name},",
            "{company} holds its performance conversations in Tanlu: goals, one-to-ones and what"
            " you agreed are kept there. You are invited to join.",
            "Join {company}",
            "The link works once, within seven days. Later you can ask for a new one at any time"
            " on the sign-in page.",
            "Was this mail not meant for you? Then please delete it.",
        ),
        "zh-CN": _Words(
            "{company} 邀请您使用谈录",
            "{name}，您好：",
            "{company} 使用谈录开展绩效沟通：目标、一对一和双方的约定都记录在其中。诚邀您加入。",
            "加入 {company}",
            "链接 7 天内有效，且仅可使用一次。此后您可随时在登录页获取新的登录链接。",
            "如您并非收件人，请删除此邮件。",
        ),
    },
    LinkPurpose.RECOVERY: {
        "en": _Words(
            "Your way back into Tanlu",
            "Hello {name},",
            "An admin has restored your access. You were signed out everywhere, and personal"
            " tokens no longer work.",
            "Sign in to {company}",
            "The link works once, within seven days.",
            "Did you not expect this? Then tell your HR team.",
        ),
        "zh-CN": _Words(
            "恢复您的谈录账号",
            "{name}，您好：",
            "管理员已为您恢复账号。您在所有设备上均已退出登录，个人令牌已失效。",
            "登录 {company}",
            "链接 7 天内有效，且仅可使用一次。",
            "如您不知情，请联系 HR。",
        ),
    },
    LinkPurpose.CONFIRMATION: {
        "en": _Words(
            "Your Tanlu account was changed",
            "Hello {name},",
            "Somebody in {company} has given your account another address, restored access to it,"
            " or come in as you with a company account for the first time. You were signed out"
            " everywhere. What you wrote for yourself alone stays closed until you confirm that it"
            " is you.",
            "It is me: open my notes",
            "The link works once, within thirty days.",
            "Did you not ask for this? Do not press it; tell your HR team at once.",
        ),
        "zh-CN": _Words(
            "您的谈录账号有变更",
            "{name}，您好：",
            "{company} 有人修改了您账号的邮箱、恢复了您的账号，或首次使用企业账号以您的身份登录。"
            "您在所有设备上均已退出登录。"
            "确认身份之前，您仅自己可见的内容将保持关闭。",
            "是我本人，重新打开",
            "链接 30 天内有效，且仅可使用一次。",
            "如非您本人要求，请勿点击，并立即联系 HR。",
        ),
    },
}


_STAY_LINKED: Mapping[Language, str] = {
    "en": "Accounts that stay linked to yours: ",
    "zh-CN": "仍与您关联的登录账号：",
}

_BY_ACCOUNT: Mapping[Language, _Words] = {
    "en": _Words(
        "Sign in with your company account",
        "Hello {name},",
        "Your company signs in to Tanlu with its own accounts, so no link comes by mail. Go on"
        " at your company's sign-in page.",
        "Sign in to {company}",
        "Can you not sign in there? Another admin of your company, or your HR team, can help you.",
        "Did you not ask for it? Then you need do nothing.",
    ),
    "zh-CN": _Words(
        "请使用企业账号登录",
        "{name}，您好：",
        "贵公司要求使用企业账号登录谈录，因此不再发送邮件登录链接。请前往企业登录页面。",
        "登录 {company}",
        "如无法登录企业账号，请联系贵公司的管理员或 HR。",
        "如非您本人操作，请忽略此邮件。",
    ),
}


def letter_by_account(language: Language, name: str, pages: Sequence[tuple[str, str]]) -> Letter:
    """Where each company signs in with its own accounts; there is no secret in it."""
    return _letter(language, _BY_ACCOUNT[language], name, pages)


def letter_with_link(
    language: Language,
    purpose: LinkPurpose,
    name: str,
    links: Sequence[tuple[str, str]],
    providers: Sequence[str] = (),
) -> Letter:
    """A link for each company, by the company's name; and where accounts of theirs stay linked."""
    words = _WITH_LINK[purpose][language]
    if not providers:
        return _letter(language, words, name, links)
    return _letter(language, words, name, links, [_STAY_LINKED[language] + ", ".join(providers)])


def _letter(
    language: Language,
    words: _Words,
    name: str,
    links: Sequence[tuple[str, str]],
    more: Sequence[str] = (),
) -> Letter:
    company = links[0][0]
    return Letter(
        language=language,
        subject=words.subject.format(company=company),
        paragraphs=[
            words.hello.format(name=name),
            words.why.format(company=company),
            *more,
            words.until,
        ],
        buttons=[Button(words.press.format(company=each), link) for each, link in links],
        small=words.small,
    )
