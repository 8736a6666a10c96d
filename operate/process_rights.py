"""Which addresses and keys each process is given: what its work needs, and nothing else.

Whatever takes requests from outside, or runs what they ask for, cannot make, change or drop a
table: it has never seen the address of whoever can.
"""

from collections.abc import Mapping

from pydantic import SecretStr

from infra.database import Purpose, login_url
from infra.settings import settings

_APP, _RELAY = "TANLU_APP_DATABASE_URL", "TANLU_RELAY_DATABASE_URL"
_OWNER = "TANLU_DATABASE_URL"
_LOGINS: Mapping[str, Purpose] = {_APP: "app", _RELAY: "relay"}
_KEYS = ("TANLU_SECRET_KEY", "TANLU_FORMER_SECRET_KEY")

NEEDS: Mapping[str, frozenset[str]] = {
    "api": frozenset({_APP, *_KEYS}),
    "worker": frozenset({_APP, _RELAY, *_KEYS}),
    "relay": frozenset({_RELAY}),
    "schedule": frozenset({_RELAY}),
    "provisioner": frozenset({_OWNER, _APP, _RELAY}),
}
"""By process. One that is not named, such as a played vendor, gets nothing."""


_ALL = (_OWNER, _APP, _RELAY, *_KEYS)


def rights_of(name: str) -> dict[str, str]:
    """For its environment; what it must not have is empty there, whatever a file says."""
    needed = NEEDS.get(name, frozenset())
    return {what: _value(what) if what in needed else "" for what in _ALL}


def _value(what: str) -> str:
    if what in _LOGINS:
        url = login_url(_LOGINS[what]).set(drivername="postgresql")
        return url.render_as_string(hide_password=False)
    given: SecretStr = getattr(settings(), what.removeprefix("TANLU_").lower())
    return given.get_secret_value()
