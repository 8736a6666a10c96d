"""One plan in the making: names, parameters, rows and rights, whatever is composed from them."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)
from sqlalchemy import BindParameter, Uuid, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from api.graphql.planner import rows
from api.graphql.planner.arguments import Argument, Find, Given, arguments_of
from api.graphql.planner.selection import Document, Fields
from api.graphql.planner.sources import PLAN, Row, Source, View
from api.refusals import Code, Refused
from domain.viewer import Viewer


class Planning:
    """What a plan is made from, and what it will need when it is run."""

    def __init__(
        self, document: Document, viewer: Viewer, scopes: frozenset[str], *, via: bool = False
    ) -> None:
        self.document = document
        self.viewer = viewer
        self.scopes = scopes
        self.marked = False
        """Whether the answer will have to be looked through for the words of others."""
        self._via = via
        self.finders: dict[str, Find] = {}
        self._numbers = count(1)

    def row_of(self, of: GraphQLObjectType) -> Row:
        """One of the rows of that type which the viewer may see, under a fresh name.

        Raises Refused for lack of the scope: not even their number may be known without it.
        """
        view = view_of(of)
        self.require(view.scope)
        return rows.row_of(view, self.viewer, self.name("row"))

    def may_hold_words_of_others(self, view: View) -> bool:
        """Whether these rights show more of it than what is one's own; a program that acts for
        somebody is never at home.
        """
        if view.content is None or view.visible is None:
            return False
        mine = rows.seen_by(Viewer.with_rights(frozenset(), overview=False), view)
        return self._via or rows.seen_by(self.viewer, view).says != mine.says

    def kinds_behind(self, field: GraphQLField) -> list[GraphQLObjectType]:
        """The concrete types an interface or a union stands for."""
        named = get_named_type(field.type)
        if not isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            raise TypeError(f"{named} is a concrete type")
        return list(self.document.schema.get_possible_types(named))

    def arguments(self, field: GraphQLField, node: FieldNode) -> dict[str, Argument]:
        return arguments_of(node, field, self.document.variables)

    def bind(self, given: Given) -> BindParameter[Any]:
        kind = ARRAY(given.sql_type) if given.is_list else given.sql_type
        return self.parameter(given.bound, kind)

    def parameter(self, find: Find, kind: TypeEngine[Any]) -> BindParameter[Any]:
        """A parameter whose value is found among the variables when the plan is run."""
        name = self.name("given")
        self.finders[name] = find
        return bindparam(name, type_=kind, required=False)

    def name(self, what: str) -> str:
        """A name no other part of the statement has."""
        return f"{what}{next(self._numbers)}"

    def fields_of(self, nodes: Iterable[FieldNode], of: GraphQLObjectType) -> Fields:
        return self.document.fields_of(nodes, of)

    def result(self, name: str) -> BindParameter[Any]:
        """The id, or the ids, that a command gave back."""
        kind: TypeEngine[Any] = ARRAY(Uuid()) if name == "ids" else Uuid()
        return bindparam(f"result_{name}", type_=kind, required=False)

    def may_see(self, kind: GraphQLObjectType) -> bool:
        return view_of(kind).scope in self.scopes

    def require(self, scope: str | None) -> None:
        """Raises Refused where the access does not include the scope."""
        if scope is not None and scope not in self.scopes:
            raise missing_scope(scope)


def missing_scope(scope: str) -> Refused:
    return Refused(
        Code.FORBIDDEN,
        f"Your access lacks the scope {scope}",
        zh=f"当前访问凭证缺少权限范围 {scope}",
    )


def view_of(of: GraphQLObjectType) -> View:
    found: View = of.extensions["strawberry-definition"].origin.__view__
    return found


def object_type(field: GraphQLField) -> GraphQLObjectType:
    """The concrete type a field leads to."""
    named = get_named_type(field.type)
    if not isinstance(named, GraphQLObjectType):
        raise TypeError(f"{named} is not a type the planner can read")
    return named


def metadata_of(field: GraphQLField) -> dict[str, Any]:
    found: dict[str, Any] = field.extensions["strawberry-definition"].metadata
    return found


def source_of(field: GraphQLField) -> Source:
    found: Source = metadata_of(field)[PLAN]
    return found
