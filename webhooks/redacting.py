"""What is kept of an answer: its beginning, without what looks like a secret."""

import re
from collections.abc import Collection
from typing import Final

KEPT: Final = 4096
_REMOVED: Final = "[removed]"
# Strangers write what these read: nothing in them may be tried from every place to the end.
_TOKENS: Final = re.compile(
    r"\b(?:whsec_|whsk_|tanlu_[a-z]+_|sk_|xox[a-z]-|gh[a-z]_)[\w+/=.-]+|\beyJ[\w-]{1,2000}\.[\w-]+\.[\w-]*"
)
_NAMED: Final = re.compile(
    r"""((?:authorization|password|passwd|secret|token|api[_-]?key|cookie|session)[\w-]{0,64}["']?"""
    r"""\s*[:=]\s*)(?:"[^"]*"?|'[^']*'?|(?:bearer|basic)\s+\S+|[^\s,;&}"']+)""",
    re.IGNORECASE,
)
_BEARER: Final = re.compile(r"\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}", re.IGNORECASE)


def kept_of(content: bytes, sent: Collection[str] = ()) -> str:
    """At most 4 KB of text that PostgreSQL can store.

    Args:
        content: the answer as it was read.
        sent: our own signatures and secrets, in case it sends them back.
    """
    if not content:
        return ""
    text = content.decode("utf-8", errors="replace").replace("\0", "")
    for each in sent:
        text = text.replace(each, _REMOVED)
    text = text[: 2 * KEPT]
    text = _BEARER.sub(rf"\1{_REMOVED}", _NAMED.sub(rf"\1{_REMOVED}", _TOKENS.sub(_REMOVED, text)))
    return text.encode()[:KEPT].decode(errors="ignore")
