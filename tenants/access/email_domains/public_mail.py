"""Where anybody gets an address: no company's domain, whatever its DNS says."""

PUBLIC_MAIL = frozenset({
    "126.com", "139.com", "163.com", "188.com", "189.cn", "aliyun.com", "aol.com", "att.net",
    "btinternet.com", "comcast.net", "daum.net", "duck.com", "fastmail.com", "foxmail.com",
    "free.fr", "freenet.de", "gmail.com", "googlemail.com", "hanmail.net", "hey.com",
    "hushmail.com",
    "icloud.com", "laposte.net", "libero.it", "live.ca", "live.cn", "live.co.uk", "live.com",
    "live.de", "live.fr", "live.hk", "live.it", "live.jp", "live.nl", "mac.com", "mail.com",
    "mail.ru", "mailfence.com", "me.com", "msn.com", "naver.com", "orange.fr", "passport.com",
    "pm.me", "posteo.de", "proton.me", "protonmail.ch", "protonmail.com", "qq.com",
    "rediffmail.com",
    "rocketmail.com", "seznam.cz", "sina.cn", "sina.com", "sohu.com", "t-online.de", "tom.com",
    "tuta.com", "tuta.io", "tutamail.com", "tutanota.com", "tutanota.de", "vip.126.com",
    "vip.163.com", "vip.qq.com", "vip.sina.com", "web.de", "wo.cn", "yeah.net", "ymail.com",
    "zoho.com", "zohomail.com",
})  # fmt: skip

_EVERYWHERE = frozenset({"gmx", "hotmail", "outlook", "yahoo", "yandex"})
"""They have such a domain in many countries."""
_SHARED = frozenset({
    "ac", "co", "com", "edu", "gob", "gov", "go", "ltd", "me", "mil", "ne", "net", "nom", "or",
    "org", "plc", "sch",
})  # fmt: skip
"""Under which a country's registry lets anybody have a domain, as under co.uk and com.cn."""
_COUNTRY = 2
"""Letters: no other top-level domain has two."""


def is_anybodys(domain: str) -> bool:
    """Whether whoever likes gets an address there, or a domain of their own below it."""
    return domain in PUBLIC_MAIL or _is_suffix(domain) or _is_national_sister(domain)


def _is_suffix(domain: str) -> bool:
    label, _, country = domain.partition(".")
    return label in _SHARED and len(country) == _COUNTRY


def _is_national_sister(domain: str) -> bool:
    label, _, rest = domain.partition(".")
    return label in _EVERYWHERE and (rest == "com" or len(rest) == _COUNTRY or _is_suffix(rest))
