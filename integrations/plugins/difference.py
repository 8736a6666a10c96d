"""What a new version of a plugin would change for a company, and whether an admin must be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integrations.plugins.manifest import Manifest


@dataclass(frozen=True)
class Change:
    """`widens`: it may do more than was consented to."""

    what: str
    value: str
    added: bool
    widens: bool


def changes_between(old: Manifest, new: Manifest) -> Sequence[Change]:
    """What an admin would see. Texts and links are not among it."""
    return [*_lists(old, new), *_values(old, new)]


def is_major(changes: Sequence[Change]) -> bool:
    """A minor version may come by itself, a major one waits for an admin."""
    return any(change.widens for change in changes)


def _lists(old: Manifest, new: Manifest) -> Iterator[Change]:
    for what, before, after in (
        ("required scope", _required(old), _required(new)),
        ("optional scope", _optional(old), _optional(new)),
        ("grant", old.auth.grants, new.auth.grants),
        ("redirect URI", old.auth.redirect_uris, new.auth.redirect_uris),
        ("egress", old.egress, new.egress),
        ("event", _types(old), _types(new)),
        ("stores", old.data_access.stores, new.data_access.stores),
        ("region", old.data_access.region, new.data_access.region),
        ("subprocessor", old.data_access.subprocessors, new.data_access.subprocessors),
    ):
        for value in sorted(set(after) - set(before)):
            yield Change(what, value, added=True, widens=True)
        for value in sorted(set(before) - set(after)):
            yield Change(what, value, added=False, widens=False)


def _values(old: Manifest, new: Manifest) -> Iterator[Change]:
    for what, before, after, widens in (
        ("base URL", old.base_url, new.base_url, True),
        ("client authentication", old.auth.client_auth, new.auth.client_auth, True),
        (
            "retention days",
            str(old.data_access.retention_days),
            str(new.data_access.retention_days),
            new.data_access.retention_days > old.data_access.retention_days,
        ),
    ):
        if before != after:
            yield Change(what, before, added=False, widens=False)
            yield Change(what, after, added=True, widens=widens)


def _required(manifest: Manifest) -> list[str]:
    return [wanted.scope for wanted in manifest.scopes.required]


def _optional(manifest: Manifest) -> list[str]:
    return [wanted.scope for wanted in manifest.scopes.optional]


def _types(manifest: Manifest) -> list[str]:
    return [kind for each in manifest.events for kind in each.types]
