"""What a plugin asks of a person, by way of the person's browser (RFC 6749 §4.1.1, RFC 7636).

An answer goes to an address of the plugin's manifest, letter by letter, or it goes nowhere: what
is wrong with the plugin or the address is told to the person instead.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from api.oauth.proof import issuer
from domain.work import UnitOfWork
from integrations.plugins.acting import Asker, asker

METHOD = "S256"
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
KEPT = ("response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge",
        "code_challenge_method")  # fmt: skip
"""What is asked with; anything else is nothing to us."""


class Unknown(Exception):
    """Nobody to send an answer to."""


class SentBack(Exception):
    """A refusal that the plugin hears."""

    def __init__(self, to: "WayBack", error: str, description: str) -> None:
        super().__init__(description)
        self.url = to.url(error=error, error_description=description)


@dataclass(frozen=True)
class WayBack:
    """The plugin's address, and what it wants to recognise the answer by."""

    redirect_uri: str
    state: str | None

    def url(self, **said: str) -> str:
        """With who answers, so that no other server's answer is taken for ours (RFC 9207)."""
        state = {} if self.state is None else {"state": self.state}
        return f"{self.redirect_uri}?{urlencode({**said, **state, 'iss': issuer()})}"


@dataclass(frozen=True)
class Asked:
    """It may be put to the person."""

    asker: Asker
    back: WayBack
    challenge: str
    scopes: Sequence[str]


def once_each(items: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The parameters that we know. Raises Unknown for one that is sent twice, or is no text."""
    known = [(name, value) for name, value in items if name in KEPT]
    sent = {name: value for name, value in known if isinstance(value, str)}
    if len(sent) != len(known) or max(Counter(name for name, _ in known).values(), default=1) > 1:
        raise Unknown
    return sent


async def asked(work: UnitOfWork, sent: Mapping[str, str]) -> Asked:
    """In the company of the person who is signed in. Raises Unknown or SentBack."""
    try:
        found = await asker(work, UUID(sent.get("client_id", "")))
    except ValueError:
        found = None
    if found is None or sent.get("redirect_uri") not in found.redirect_uris:
        raise Unknown
    back = WayBack(sent["redirect_uri"], sent.get("state"))
    if sent.get("response_type") != "code":
        raise SentBack(back, "unsupported_response_type", "The response_type is code")
    return Asked(found, back, _challenge(sent, back), _scopes(sent, back, found))


def _challenge(sent: Mapping[str, str], back: WayBack) -> str:
    challenge = sent.get("code_challenge", "")
    if sent.get("code_challenge_method") != METHOD or not _CHALLENGE.fullmatch(challenge):
        raise SentBack(back, "invalid_request", "Send a code_challenge of the method S256")
    return challenge


def _scopes(sent: Mapping[str, str], back: WayBack, found: Asker) -> Sequence[str]:
    """In the order of the manifest; all that was granted, if none are named."""
    granted = [each.scope for each in found.asked if each.scope in found.client.scopes]
    wanted = sent["scope"].split() if "scope" in sent else granted
    if not wanted or not set(wanted) <= set(granted):
        raise SentBack(back, "invalid_scope", "The company did not grant that")
    return [scope for scope in granted if scope in wanted]
