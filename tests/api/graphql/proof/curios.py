"""A schema of our own with every kind of field, so that the proof does not wait for the product.

A dealer's shelves hold things; things hang from things and carry labels. Shelves are open to
everybody, things are seen by their keeper, by HR, or by all who ask when they are on show.
"""

from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    MetaData,
    Select,
    Text,
    UniqueConstraint,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, aliased, mapped_column
from strawberry.schema.config import StrawberryConfig

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node, NodeQueries
from api.graphql.planner.sources import Order, Row
from api.graphql.scalars import SCALARS
from api.graphql.serving.documents import Reading
from api.graphql.serving.execution import CloseContext, PassThrough
from api.graphql.views import TODAY, connection, found, localised, many, one, value, view
from api.scopes import Scope
from domain.actor import Role
from domain.base import Entity
from domain.people.queries import own_id
from domain.viewer import Viewer


class Curio(Entity):
    """Tables beside the product's, which must not find their way into a tenant's template."""

    __abstract__ = True
    metadata = MetaData(naming_convention=Entity.metadata.naming_convention)


class Wood(StrEnum):
    OAK = "OAK"
    ASH = "ASH"
    YEW = "YEW"


class Shelf(Curio):
    __tablename__ = "shelves"

    name: Mapped[str]
    words: Mapped[dict[str, Any]]
    wood: Mapped[Wood]
    woods: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    built_at: Mapped[datetime]
    height: Mapped[int]


class Thing(Curio):
    __tablename__ = "things"
    __table_args__ = (UniqueConstraint("keeper_id", "name"),)

    shelf_id: Mapped[UUID] = mapped_column(ForeignKey("shelves.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("things.id"))
    keeper_id: Mapped[UUID | None]
    name: Mapped[str]
    note: Mapped[str | None]
    wood: Mapped[Wood | None]
    made_at: Mapped[datetime]
    sold_at: Mapped[datetime | None]
    bought_on: Mapped[date]
    weight: Mapped[float]
    price: Mapped[float | None]
    pieces: Mapped[int]
    on_show: Mapped[bool]


class Label(Curio):
    __tablename__ = "labels"

    thing_id: Mapped[UUID] = mapped_column(ForeignKey("things.id"))
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("things.id"))
    text: Mapped[str]
    place: Mapped[int]


def visible_shelves(_: Viewer) -> Select[tuple[Shelf]]:
    return select(Shelf)


def visible_things(viewer: Viewer) -> Select[tuple[Thing]]:
    if viewer.has(Role.HR):
        return select(Thing)
    sold = select(Label.id).where(Label.thing_id == Thing.id, Label.place < 0).exists()
    return select(Thing).where(or_(Thing.keeper_id == own_id(viewer), Thing.on_show, sold))


strawberry.enum(Wood)


@strawberry.interface
class Named(Node):
    """Shares fields under one more name than `Node` does."""

    name: str = value(lambda row: row.name)


@view(Label, name="Label", scope=Scope.PEOPLE_READ)
class LabelView:
    text: str
    place: int
    other: "ThingView | None" = one(lambda label, thing: thing.id == label.other_id)


ThingOrder = strawberry.enum(
    Enum("ThingOrder", "NAME NAME_DESC MADE MADE_DESC BOUGHT WEIGHT WEIGHT_DESC PIECES SHOWN WOOD")
)


def _wood_of(row: Row) -> ColumnElement[Any]:
    return func.coalesce(row.wood, "NONE")


THING_ORDERS = {
    ThingOrder.MADE: Order(lambda row: row.made_at),
    ThingOrder.MADE_DESC: Order(lambda row: row.made_at, descending=True),
    ThingOrder.NAME: Order(lambda row: row.name),
    ThingOrder.NAME_DESC: Order(lambda row: row.name, descending=True),
    ThingOrder.BOUGHT: Order(lambda row: row.bought_on),
    ThingOrder.WEIGHT: Order(lambda row: row.weight),
    ThingOrder.WEIGHT_DESC: Order(lambda row: row.weight, descending=True),
    ThingOrder.PIECES: Order(lambda row: row.pieces, descending=True),
    ThingOrder.SHOWN: Order(lambda row: row.on_show),
    ThingOrder.WOOD: Order(_wood_of),
}


@filtering
class ThingFilter:
    name: str | None
    on_show: bool | None
    wood: Wood | None
    woods: list[Wood] | None = where(lambda row, given: row.wood == func.any(given))
    names: list[str] | None = where(lambda row, given: row.name == func.any(given))
    shelf_ids: list[strawberry.ID] | None = where(lambda row, ids: row.shelf_id == func.any(ids))
    parent_id: strawberry.ID | None
    made_before: datetime | None = where(lambda row, moment: row.made_at < moment)
    bought_since: date | None = where(lambda row, day: row.bought_on >= day)
    heavier_than: float | None = where(lambda row, weight: row.weight > weight)
    pieces: int | None


@view(Thing, name="Thing", scope=Scope.PEOPLE_READ, visible=visible_things)
class ThingView(Named):
    name: str
    note: str | None
    wood: Wood | None
    made_at: datetime
    sold_at: datetime | None
    bought_on: date
    weight: float
    price: float | None
    pieces: int
    on_show: bool
    is_old: bool = value(lambda row: row.bought_on < TODAY)
    heft: str = value(lambda row: case((row.weight > 1, "HEAVY"), else_="LIGHT"))
    shelf: "ShelfView" = one(lambda thing, shelf: shelf.id == thing.shelf_id)
    parent: "ThingView | None" = one(lambda thing, parent: parent.id == thing.parent_id)
    labels: list[LabelView] = many(
        lambda thing, label: label.thing_id == thing.id, order=lambda label: [label.place.desc()]
    )
    children: Connection["ThingView"] = connection(
        THING_ORDERS,
        on=lambda thing, child: child.parent_id == thing.id,
        filtered_by=ThingFilter,
    )


def things_on(shelf: Row) -> ColumnElement[int]:
    thing = aliased(Thing)
    return select(func.count(thing.id)).where(thing.shelf_id == shelf.id).scalar_subquery()


@strawberry.enum
class ShelfOrder(Enum):
    HEIGHT = "HEIGHT"
    BUILT_DESC = "BUILT_DESC"
    WOOD = "WOOD"


@view(Shelf, name="Shelf", scope=Scope.PEOPLE_READ, visible=visible_shelves)
class ShelfView(Named):
    words: str = localised(lambda row: row.words)
    wood: Wood
    woods: list[Wood]
    built_at: datetime
    height: int
    fullness: int = value(things_on)
    things: Connection[ThingView] = connection(
        THING_ORDERS, on=lambda shelf, thing: thing.shelf_id == shelf.id, filtered_by=ThingFilter
    )


@strawberry.type
class Query(NodeQueries):
    shelves: Connection[ShelfView] = connection(
        {
            ShelfOrder.HEIGHT: Order(lambda row: row.height),
            ShelfOrder.BUILT_DESC: Order(lambda row: row.built_at, descending=True),
            ShelfOrder.WOOD: Order(lambda row: row.wood),
        }
    )
    things: Connection[ThingView] = connection(THING_ORDERS, filtered_by=ThingFilter)
    thing: ThingView | None = found(
        lambda thing, given, _: thing.id == given["id"], by={"id": strawberry.ID}
    )
    mine: ThingView | None = found(
        lambda thing, given, viewer: (
            (thing.keeper_id == own_id(viewer)) & (thing.name == given["called"])
        ),
        by={"called": str},
    )


schema = strawberry.Schema(
    query=Query,
    config=StrawberryConfig(scalar_map=SCALARS),
    execution_context_class=PassThrough,
    extensions=[CloseContext, Reading],
)
