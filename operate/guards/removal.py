"""Takes a guard out of the text of its module."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from infra.trouble import Trouble
from operate.guards.guard import Guard


@dataclass(frozen=True)
class _Place:
    """A node, and where its parent keeps it."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST


def without(guard: Guard, source: str) -> str:
    """The module without it. Raises Trouble unless the guard is found exactly once."""
    tree = ast.parse(source)
    places = _found(guard, tree)
    if len(places) != 1:
        raise Trouble(
            f"{guard.name}: {guard.code!r} is in {guard.at} {len(places)} times, not once"
        )
    if guard.instead is None:
        _take_out(places[0], tree)
    else:
        _put(places[0], _parsed(guard.instead))
    return ast.unparse(ast.fix_missing_locations(tree))


def _found(guard: Guard, tree: ast.Module) -> list[_Place]:
    wanted = ast.dump(_parsed(guard.code))
    return [
        place
        for scope in _scopes(tree, guard.qualname.split("."))
        for place in _places(scope)
        if ast.dump(place.node) == wanted
    ]


def _scopes(tree: ast.AST, names: list[str]) -> list[ast.AST]:
    """What goes by that name; without one, the module."""
    if names == [""]:
        return [tree]
    found: list[ast.AST] = [tree]
    for name in names:
        found = [inner for scope in found for inner in _named(scope, name)]
    return found


def _named(scope: ast.AST, name: str) -> Iterator[ast.AST]:
    for each in getattr(scope, "body", []):
        if isinstance(each, ast.Assign | ast.AnnAssign):
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            if name in map(ast.unparse, targets):
                yield each
        elif getattr(each, "name", None) == name:
            yield each


def _places(scope: ast.AST) -> Iterator[_Place]:
    for parent in ast.walk(scope):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                yield _Place(parent, field, None, value)
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, ast.AST):
                        yield _Place(parent, field, index, each)


def _parsed(code: str) -> ast.AST:
    try:
        call = ast.parse(f"_({code})", mode="eval").body
    except SyntaxError:
        call = None
    if isinstance(call, ast.Call):
        if len(call.args) == 1 and not call.keywords:
            return call.args[0]
        if len(call.keywords) == 1 and not call.args:
            return call.keywords[0]
    (statement,) = ast.parse(code).body
    return statement


def _put(place: _Place, node: ast.AST) -> None:
    if place.index is None:
        setattr(place.parent, place.field, node)
    else:
        getattr(place.parent, place.field)[place.index] = node


def _take_out(place: _Place, tree: ast.Module) -> None:
    parent = place.parent
    if isinstance(parent, ast.Expr | ast.Await):
        _take_out(_place_of(parent, tree), tree)
    elif isinstance(parent, ast.BinOp):
        other = parent.right if place.field == "left" else parent.left
        _put(_place_of(parent, tree), other)
    elif isinstance(parent, ast.If | ast.IfExp) and place.field == "test":
        parent.test = ast.Constant(value=False)
    elif place.index is not None:
        _take_out_of_list(place, tree)
    else:
        raise Trouble(f"{ast.unparse(place.node)!r} cannot be taken out; say what stands instead")


def _take_out_of_list(place: _Place, tree: ast.Module) -> None:
    siblings = getattr(place.parent, place.field)
    del siblings[place.index]
    if isinstance(place.parent, ast.BoolOp) and len(siblings) == 1:
        _put(_place_of(place.parent, tree), siblings[0])
    elif isinstance(place.parent, ast.Dict):
        raise Trouble(f"{ast.unparse(place.node)!r} is a part of a dict; say what stands instead")
    elif isinstance(place.node, ast.stmt) and not siblings and place.field == "body":
        siblings.append(ast.Pass())


def _place_of(node: ast.AST, tree: ast.Module) -> _Place:
    (place,) = [each for each in _places(tree) if each.node is node]
    return place
