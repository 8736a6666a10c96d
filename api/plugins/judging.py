"""Whether a manifest that is well formed is also true: of our scopes, events and versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.scopes import OF_PLUGINS, Scope
from infra.guard import Blocked, checked_url
from integrations.plugins.manifest import PLATFORM, Manifest, specifiers
from integrations.plugins.reading import Flawed, ManifestText, Step


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
    for place, _ in enumerate(manifest.events):
        yield Doubt(["events", place], "Events are not delivered yet", "暂不支持事件推送")
