"""From the text of a manifest to the manifest, or to all that is wrong with it, line by line."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from integrations.plugins.manifest import Manifest

LONGEST = 64 * 1024
"""Characters."""

Step = str | int

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("This is missing", "缺少该项"),
    "extra_forbidden": ("The format knows no such key", "格式中没有该项"),
    "string_type": ("This must be text", "此处须为文本"),
    "string_unicode": ("This contains what is not text", "包含无法识别的字符"),
    "int_type": ("This must be a whole number", "此处须为整数"),
    "list_type": ("This must be a list", "此处须为列表"),
    "model_type": ("This must be an object", "此处须为对象"),
    "model_attributes_type": ("This must be an object", "此处须为对象"),
    "literal_error": ("This must be {expected}", "此处须为 {expected}"),
    "union_tag_invalid": ("This must be one of {expected_tags}", "此处须为 {expected_tags} 之一"),
    "union_tag_not_found": ("clientAuth is missing", "缺少 clientAuth"),
    "string_pattern_mismatch": ("This must match {pattern}", "此处须符合 {pattern}"),
    "string_too_long": ("Keep this to {max_length} characters", "请不要超过 {max_length} 个字符"),
    "too_long": ("Keep this to {max_length} items", "请不要超过 {max_length} 项"),
    "too_short": ("Name at least {min_length} item", "请至少列出 {min_length} 项"),
    "greater_than_equal": ("This must be {ge} or more", "此处不得小于 {ge}"),
    "less_than_equal": ("This must be {le} or less", "此处不得大于 {le}"),
    "said": ("{en}", "{zh}"),
}


@dataclass(frozen=True)
class Flaw:
    """What is wrong, and where: the line counts from 1, or is None where there is none."""

    line: int | None
    path: str
    message: str
    zh: str


class Flawed(Exception):
    """All that is wrong with a manifest."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("; ".join(flaw.message for flaw in flaws))
        self.flaws = flaws


class ManifestText:
    """A text that is JSON, and knows on which line each of its values stands."""

    def __init__(self, text: str, content: Any) -> None:  # noqa: ANN401 - what JSON held
        self.text = text
        self._content = content
        self._root = _composed(text)

    @classmethod
    def of(cls, text: str) -> Self:
        """Raises Flawed for what is no JSON."""
        if len(text) > LONGEST:
            raise _no_json(
                None, f"Keep this to {LONGEST} characters", f"请不要超过 {LONGEST} 个字符"
            )
        try:
            content = json.loads(
                text, object_pairs_hook=_each_key_once, parse_constant=_no_constant
            )
        except json.JSONDecodeError as wrong:
            raise _no_json(
                wrong.lineno, f"This is not JSON: {wrong.msg}", f"不是有效的 JSON：{wrong.msg}"
            ) from None
        except (ValueError, RecursionError) as wrong:
            raise _no_json(
                None, f"This is not JSON: {wrong}", f"不是有效的 JSON：{wrong}"
            ) from None
        return cls(text, content)

    def manifest(self) -> Manifest:
        """Raises Flawed for what is no manifest of this version of the format."""
        try:
            return Manifest.model_validate(self._content)
        except ValidationError as wrong:
            found = wrong.errors(include_url=False, include_input=False)
            raise Flawed([self._said(error) for error in found]) from None

    def flaw(self, path: Iterable[Step], message: str, zh: str) -> Flaw:
        steps = list(path)
        line, known = self._place(steps)
        return Flaw(line, _spelled([*known, *steps[len(known) :]]), message, zh)

    def _said(self, error: ErrorDetails) -> Flaw:
        context = error.get("ctx", {})
        en, zh = _SENTENCES.get(error["type"], (error["msg"], error["msg"]))
        # Where one of two kinds was meant, the kind's name is a step that stands nowhere.
        steps = [step for step in error["loc"] if step not in _KINDS]
        return self.flaw(steps, _filled(en, context), _filled(zh, context))

    def _place(self, steps: Sequence[Step]) -> tuple[int | None, list[Step]]:
        """The line of the value, or of the innermost thing around it that is there."""
        node, known = self._root, list[Step]()
        line = node.start_mark.line + 1 if node else None
        for step in steps:
            found = _inside(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.line + 1
            known.append(step)
        return line, known


_KINDS = {"private_key_jwt", "client_secret_basic"}


def _inside(node: yaml.Node | None, step: Step) -> tuple[yaml.Mark, yaml.Node] | None:
    """Where it begins, which for a value in an object is its key, and what is there."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark, item
    return None


def _composed(text: str) -> yaml.Node | None:
    """JSON is YAML, but for tabs, which in JSON stand between values only."""
    try:
        composed: yaml.Node | None = yaml.compose(text.replace("\t", " "), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    return composed


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _no_json(line: int | None, message: str, zh: str) -> Flawed:
    return Flawed([Flaw(line, "", message, zh)])


def _filled(sentence: str, context: dict[str, Any]) -> str:
    return sentence.format_map(context)


def _spelled(steps: Sequence[Step]) -> str:
    spelled = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return spelled.removeprefix(".")
