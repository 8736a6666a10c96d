"""How a public event is described, and how an event of ours becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from domain.events import Event, StoredEvent

API_VERSION = "2026-11-01"
"""The version of what is sent. An endpoint keeps the one it was made with."""

Id = Annotated[UUID, Field(examples=["0197a3c2-7d50-7c31-9f0e-5b1d2a6c4e88"])]
Day = Annotated[date, Field(examples=["2026-12-18"])]
Number = Annotated[int, Field(examples=[1])]


def word(example: str, description: str) -> Any:  # noqa: ANN401 - stands for a field
    """A field that holds one of a few words; more may be added without a new version."""
    return Field(examples=[example], description=description)


class Data(BaseModel):
    """What a public event says: ids and states. Whoever may know more asks the API for it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)

    id: Id = Field(description="Of what it happened to.")


@dataclass(frozen=True)
class PublicEvent:
    """An event that others may hear of.

    Args:
        scope: what whoever listens must hold.
        event: ours, where it comes from.
        data: what is said of it.
        en: what has happened, in one sentence.
        zh: the same in Chinese.
    """

    scope: str
    event: type[Event]
    data: type[Data]
    en: str
    zh: str

    @property
    def name(self) -> str:
        """The `type` of the body."""
        return self.event.name

    def of(self, happened: StoredEvent) -> dict[str, Any]:
        """The public data of an event as it was stored."""
        known = {
            name: happened.content[name]
            for name in self.data.model_fields
            if name in happened.content
        }
        return self._written({**known, "id": happened.subject_id})

    def example(self) -> dict[str, Any]:
        return self._written(
            {name: (each.examples or [None])[0] for name, each in self.data.model_fields.items()}
        )

    def schema(self) -> dict[str, Any]:
        """JSON Schema (2020-12) of the body's `data`."""
        return self.data.model_json_schema(by_alias=True, mode="serialization")

    def _written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return self.data.model_validate(values).model_dump(mode="json", by_alias=True)


def said(
    event: type[Event], data: type[Data], scope: str, en: str, zh: str
) -> tuple[str, PublicEvent]:
    """An entry of the catalogue, under the name of our event."""
    return event.name, PublicEvent(scope, event, data, en, zh)
