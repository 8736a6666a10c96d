"""Why nobody is let in by an account elsewhere: each reason with its sentence, and no other.

Whoever signs in reads the sentence, and takes it to an admin where it says so; admins read it
beside the identity provider, where that or its set-up is at fault.
"""

from collections.abc import Mapping
from enum import StrEnum


class Distrust(StrEnum):
    """What was wrong. Nothing that an issuer has written is ever told instead."""

    UNREACHABLE = "UNREACHABLE"
    BLOCKED = "BLOCKED"
    METADATA = "METADATA"
    OTHER_ISSUER = "OTHER_ISSUER"
    ALGORITHM = "ALGORITHM"
    KEYS = "KEYS"
    CLIENT = "CLIENT"
    SIGNATURE = "SIGNATURE"
    AUDIENCE = "AUDIENCE"
    ISSUER = "ISSUER"
    TIME = "TIME"
    ANSWER = "ANSWER"
    CODE = "CODE"
    DECLINED = "DECLINED"
    STATE = "STATE"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"

    @property
    def sentence(self) -> dict[str, str]:
        """By language."""
        en, zh = SENTENCES[self]
        return {"en": en, "zh-CN": zh}


ONLY_SEEN_IN_USE = frozenset(
    {Distrust.CLIENT, Distrust.SIGNATURE, Distrust.AUDIENCE, Distrust.ISSUER, Distrust.TIME}
)
"""What a look at the provider's own pages does not show, and no stranger can make it look like:
only the provider answers so, to a request that carries our secret."""

SENTENCES: Mapping[Distrust, tuple[str, str]] = {
    Distrust.UNREACHABLE: (
        (
            "Nothing usable is found at the identity provider's address. Try again later;"
            " if it stays so, an admin should check the issuer's address."
        ),
        "在身份提供商的地址未找到可用的配置。请稍后重试；如仍不可用，请管理员检查 Issuer 地址。",
    ),
    Distrust.BLOCKED: (
        (
            "The identity provider, or an address it names, is not on the public internet"
            " over https. An admin should correct the issuer's address."
        ),
        "身份提供商或其声明的地址不是公网 https 地址，请管理员更正 Issuer 地址。",
    ),
    Distrust.METADATA: (
        (
            "The identity provider's description of itself is incomplete. An admin should"
            " check the issuer's address."
        ),
        "身份提供商的配置信息不完整，请管理员检查 Issuer 地址。",
    ),
    Distrust.OTHER_ISSUER: (
        (
            "The identity provider calls itself by another address. An admin should enter"
            " that one to the letter."
        ),
        "身份提供商自称的地址与填写的不同，请管理员逐字填写其自称的地址。",
    ),
    Distrust.ALGORITHM: (
        (
            "The identity provider signs with none of RS256, PS256, ES256 and EdDSA. An"
            " admin should choose one of them there."
        ),
        "身份提供商未使用 RS256、PS256、ES256 或 EdDSA 签名，请管理员在其设置中选用其中一种。",
    ),
    Distrust.KEYS: (
        (
            "The identity provider publishes no key that can be relied on. An admin should"
            " check its signing keys."
        ),
        "身份提供商未公布可信赖的公钥，请管理员检查其签名密钥。",
    ),
    Distrust.CLIENT: (
        (
            "The identity provider does not accept our client ID and secret. An admin"
            " should enter a valid secret."
        ),
        "身份提供商不接受所填的 Client ID 和密钥，请管理员重新填写有效的密钥。",
    ),
    Distrust.SIGNATURE: (
        (
            "The identity provider signed its answer with a key that it does not publish."
            " Try again in a minute; if it stays so, an admin should check its signing keys."
        ),
        "身份提供商使用了未公布的密钥签名。请一分钟后重试；如仍不可用，请管理员检查其签名密钥。",
    ),
    Distrust.AUDIENCE: (
        (
            "The identity provider's answer is meant for another application. An admin"
            " should check the client ID."
        ),
        "身份提供商的回复是发给其他应用的，请管理员检查 Client ID。",
    ),
    Distrust.ISSUER: (
        (
            "The identity provider answered under another name than its own. An admin"
            " should check the issuer's address."
        ),
        "身份提供商以其他名称作答，请管理员检查 Issuer 地址。",
    ),
    Distrust.TIME: (
        (
            "The identity provider's answer is out of date, or its clock is wrong. Sign in"
            " again; if it stays so, an admin should check the clock there."
        ),
        "身份提供商的回复已过期，或其时钟不准。请重新登录；如仍不可用，请管理员检查其时钟。",
    ),
    Distrust.ANSWER: (
        (
            "The identity provider's answer does not show who you are. Sign in again; if it"
            " stays so, tell an admin."
        ),
        "身份提供商的回复无法证明您的身份。请重新登录；如仍不可用，请告知管理员。",
    ),
    Distrust.CODE: (
        "The identity provider did not complete this sign-in. Sign in again.",
        "身份提供商未能完成此次登录，请重新登录。",
    ),
    Distrust.DECLINED: (
        (
            "You did not agree at the identity provider, or may not use Tanlu there. Sign"
            " in again, or ask an admin for access."
        ),
        "您在身份提供商未同意登录，或无权使用谈录。请重新登录，或联系管理员开通。",
    ),
    Distrust.STATE: (
        (
            "This sign-in took too long, was completed before, or began in another browser."
            " Sign in again."
        ),
        "此次登录已超时、已完成，或是在其他浏览器中发起的。请重新登录。",
    ),
    Distrust.NOT_SIGNED_IN: (
        "Sign in to Tanlu first, then add the account.",
        "请先登录谈录，再添加该账号。",
    ),
}
