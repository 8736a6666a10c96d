"""How big a document may be: counted once when it is first read, fragments expanded."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)
from graphql.language import DirectiveNode, InlineFragmentNode

from api.refusals import Code, Refused

SOURCE = 64 * 1024
TOKENS = 2_000
DEPTH = 12
NESTING = 60
"""Depth counts fields; this counts fragments too, which would otherwise nest for nothing."""
ALIASES = 30
FRAGMENTS = 50
"""Validation compares what they select in pairs, too."""
SAME_KEY = 20
"""Validation compares fields of one key in pairs: 1,500 times the same field took it 0.35 s."""
SELECTIONS = 5_000
"""Fragments expanded: 45 that spread each other three times over would make 3^45."""
DIRECTIVES_AT_ONE_PLACE = 3
DIRECTIVES = 20
MUTATIONS = 5
PAGE = 100
COST = 1_000
TRUSTED_COST = 5_000
"""For documents of our own console."""
TRUSTED_SHARE = 10
"""A trusted document is charged a tenth: who turns our own pages briskly is not told to wait."""
REFUSED_COST = 10
"""For a document that cannot be executed: parsing and checking it took us as long as a page."""

_TELLABLE = 2**53 - 1
"""What every reader of JSON takes for a whole number."""

WORDS = {
    "source": ("The document is longer than {} characters", "文档长度超过 {} 个字符"),
    "tokens": ("The document has more than {} tokens", "文档的词法单元超过 {} 个"),
    "depth": ("Fields may nest {} deep", "字段最多嵌套 {} 层"),
    "nesting": ("Selections may nest {} deep, fragments counted", "选择集（含片段）最多嵌套 {} 层"),
    "aliases": ("A document may use {} aliases", "一个文档最多使用 {} 个别名"),
    "fragments": ("A document may define {} fragments", "一个文档最多定义 {} 个片段"),
    "sameKey": ("A selection may name one field {} times", "同一选择集中同名字段最多出现 {} 次"),
    "selections": (
        "A document may select {} fields, fragments expanded",
        "一个文档展开片段后最多选择 {} 个字段",
    ),
    "directivesAtOnePlace": ("One place may carry {} directives", "同一位置最多使用 {} 个指令"),
    "directives": ("A document may carry {} directives", "一个文档最多使用 {} 个指令"),
    "mutations": ("A document may ask for {} mutations", "一个文档最多包含 {} 个变更操作"),
    "page": ("A page holds 0 to {} items", "每页条数须在 0 到 {} 之间"),
    "cost": (
        "The operation may cost {} points; ask for fewer fields or smaller pages",
        "单次操作的开销上限为 {} 点，请减少字段或缩小每页条数",
    ),
}


def beyond(limit: str, allowed: int, found: int | None = None) -> Refused:
    """The refusal for a limit that was passed: a sentence that names the number."""
    english, chinese = WORDS[limit]
    details: dict[str, object] = {"limit": limit, "allowed": allowed}
    if found is not None:
        details["found"] = max(-_TELLABLE, min(found, _TELLABLE))
    return Refused(
        Code.MAX_COST_EXCEEDED if limit == "cost" else Code.BAD_USER_INPUT,
        english.format(f"{allowed:,}"),
        zh=chinese.format(f"{allowed:,}"),
        details=details,
    )


def check_shape(document: DocumentNode) -> Refused | None:
    """The first limit that the document passes, if any. Linear in its length."""
    try:
        _check_directives(document)
        counting = _Counting(document)
        counting.check_fragments()
        for operation in counting.operations:
            counting.check(operation)
    except Refused as refusal:
        return refusal
    return None


@dataclass(frozen=True)
class _Shape:
    depth: int = 0
    aliases: int = 0
    selections: int = 0
    """In all, fragments expanded."""
    fields: int = 0
    """At its top, which for a mutation is how many mutations it asks for."""


class _Counting:
    """Each fragment is counted once, however often it is spread: no bomb is ever unfolded."""

    def __init__(self, document: DocumentNode) -> None:
        self.operations = [
            each for each in document.definitions if isinstance(each, OperationDefinitionNode)
        ]
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, _Shape] = {}

    def check_fragments(self) -> None:
        if len(self._fragments) > FRAGMENTS:
            raise beyond("fragments", FRAGMENTS, len(self._fragments))

    def check(self, operation: OperationDefinitionNode) -> None:
        shape = self._shape(operation.selection_set, 1)
        if shape.depth > DEPTH:
            raise beyond("depth", DEPTH, shape.depth)
        if shape.aliases > ALIASES:
            raise beyond("aliases", ALIASES, shape.aliases)
        if shape.selections > SELECTIONS:
            raise beyond("selections", SELECTIONS, shape.selections)
        if operation.operation is OperationType.MUTATION and shape.fields > MUTATIONS:
            raise beyond("mutations", MUTATIONS, shape.fields)

    def _shape(self, selections: SelectionSetNode | None, level: int) -> _Shape:
        if selections is None:
            return _Shape()
        if level > NESTING:
            raise beyond("nesting", NESTING)
        _check_keys(selections)
        parts = [self._part(each, level) for each in selections.selections]
        return _Shape(
            depth=max((part.depth for part in parts), default=0),
            aliases=sum(part.aliases for part in parts),
            selections=sum(part.selections for part in parts),
            fields=sum(part.fields for part in parts),
        )

    def _part(self, selection: object, level: int) -> _Shape:
        if isinstance(selection, FieldNode):
            inner = self._shape(selection.selection_set, level + 1)
            # graphql-core bounds introspection itself, and its usual query is deeper than ours.
            depth = 1 if selection.name.value.startswith("__") else inner.depth + 1
            aliases = inner.aliases + (selection.alias is not None)
            return _Shape(depth, aliases, inner.selections + 1, 1)
        if isinstance(selection, InlineFragmentNode):
            return self._shape(selection.selection_set, level + 1)
        if isinstance(selection, FragmentSpreadNode):
            return self._fragment(selection.name.value, level + 1)
        return _Shape()

    def _fragment(self, name: str, level: int) -> _Shape:
        if name not in self._known and name in self._fragments:
            # A cycle counts as nothing here; validation names it.
            self._known[name] = _Shape()
            self._known[name] = self._shape(self._fragments[name].selection_set, level)
        return self._known.get(name, _Shape())


def _check_keys(selections: SelectionSetNode) -> None:
    keys = Counter(
        (getattr(each, "alias", None) or each.name).value
        for each in selections.selections
        if isinstance(each, FieldNode | FragmentSpreadNode)
    )
    if keys and (most := max(keys.values())) > SAME_KEY:
        raise beyond("sameKey", SAME_KEY, most)


def _check_directives(document: DocumentNode) -> None:
    found = 0
    for directives in _directives(document.definitions):
        found += len(directives)
        if len(directives) > DIRECTIVES_AT_ONE_PLACE:
            raise beyond("directivesAtOnePlace", DIRECTIVES_AT_ONE_PLACE, len(directives))
    if found > DIRECTIVES:
        raise beyond("directives", DIRECTIVES, found)


def _directives(nodes: Iterable[object]) -> Iterator[tuple[DirectiveNode, ...]]:
    """The directives of each node that carries some, as written, fragments not expanded."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if directives := getattr(node, "directives", None):
            yield directives
        waiting.extend(getattr(node, "variable_definitions", None) or ())
        if selections := getattr(node, "selection_set", None):
            waiting.extend(selections.selections)
