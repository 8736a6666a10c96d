"""Whether a manifest that is well formed is also true: of our scopes, events and versions."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from api.scopes import OF_PLUGINS, Scope
from domain.errors import Invalid
from infra.guard import Blocked, checked_url
from integrations.plugins.manifest import PLATFORM, Manifest, specifiers
from integrations.plugins.reading import Flawed, ManifestText, Step
from webhooks.documents import documents
from webhooks.payloads.catalogue import PUBLIC


@dataclass(frozen=True)
class Doubt:
    path: Sequence[Step]
    en: str
    zh: str


def judged(text: str) -> Manifest:
    """The manifest in that text. Raises Flawed, with all that is wrong and where."""
    source = ManifestText.of(text)
    manifest = source.manifest()
    if doubts := list(doubts_about(manifest)):
        raise Flawed([source.flaw(doubt.path, doubt.en, doubt.zh) for doubt in doubts])
    return manifest


def doubts_about(manifest: Manifest) -> Iterator[Doubt]:
    yield from _about_version(manifest)
    yield from _about_address(manifest)
    yield from _about_scopes(manifest)
    yield from _about_events(manifest)


def _about_version(manifest: Manifest) -> Iterator[Doubt]:
    if PLATFORM not in specifiers(manifest.platform):
        yield Doubt(
            ["platform"], f"This platform is version {PLATFORM}", f"当前平台版本为 {PLATFORM}"
        )


def _about_address(manifest: Manifest) -> Iterator[Doubt]:
    try:
        checked_url(manifest.base_url)
    except Blocked as blocked:
        yield Doubt(["baseUrl"], blocked.message, blocked.zh)


def _about_scopes(manifest: Manifest) -> Iterator[Doubt]:
    for kind, wanted in (
        ("required", manifest.scopes.required),
        ("optional", manifest.scopes.optional),
    ):
        for place, each in enumerate(wanted):
            path: list[Step] = ["scopes", kind, place, "scope"]
            if each.scope not in set(Scope):
                yield Doubt(path, f"There is no scope {each.scope}", f"没有权限范围 {each.scope}")
            elif each.scope not in OF_PLUGINS:
                yield Doubt(
                    path,
                    f"{each.scope} is for people, not for plugins",
                    f"{each.scope} 仅限员工使用，不能授予插件",
                )


def _about_events(manifest: Manifest) -> Iterator[Doubt]:
    """What it hears of must be within what it always has: else it would silently not be told."""
    required = {wanted.scope for wanted in manifest.scopes.required}
    for place, each in enumerate(manifest.events):
        for nth, kind in enumerate(each.types):
            path: list[Step] = ["events", place, "types", nth]
            if kind not in PUBLIC:
                yield Doubt(path, f"There is no event {kind}", f"没有事件 {kind}")
            elif PUBLIC[kind].scope not in required:
                yield _unasked(path, {PUBLIC[kind].scope})
        if each.query is not None:
            yield from _about_query(["events", place, "query"], each.query, required)


def _about_query(path: list[Step], query: str, required: AbstractSet[str]) -> Iterator[Doubt]:
    try:
        beyond = documents().scopes_of(query) - required
    except Invalid as refused:
        yield Doubt(path, refused.message, refused.zh)
        return
    if beyond:
        yield _unasked(path, beyond)


def _unasked(path: list[Step], scopes: AbstractSet[str]) -> Doubt:
    named = sorted(scopes)
    return Doubt(
        path,
        f"This needs what scopes.required does not name: {', '.join(named)}",
        f"所需权限范围未列入 scopes.required：{'、'.join(named)}",
    )
