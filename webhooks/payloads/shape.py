"""What others are told of an event of ours, as the event says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo

from domain.events import Event, Public, StoredEvent, Told

API_VERSION = "2026-11-01"
"""The version of what is sent. An endpoint keeps the one it was made with."""

_ID = Annotated[UUID, Field(examples=["0197a3c2-7d50-7c31-9f0e-5b1d2a6c4e88"])]
_WITH_EXAMPLES: Mapping[Any, Any] = {
    UUID: _ID,
    UUID | None: _ID | None,
    date: Annotated[date, Field(examples=["2026-12-18"])],
    int: Annotated[int, Field(examples=[1])],
}


class Data(BaseModel):
    """What a public event says: ids and states. Whoever may know more asks the API for it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)

    id: _ID = Field(description="Of what it happened to.")


@dataclass(frozen=True)
class PublicEvent:
    """An event that others may hear of, and how it becomes what they hear."""

    event: type[Event]
    public: Public

    @property
    def name(self) -> str:
        """The `type` of the body."""
        return self.event.name

    @property
    def scope(self) -> str:
        """What whoever listens must hold."""
        return self.public.scope

    @property
    def en(self) -> str:
        return self.public.en

    @property
    def zh(self) -> str:
        return self.public.zh

    @cached_property
    def data(self) -> type[Data]:
        """What is said of it: the fields of our event, but those that are for us alone."""
        fields: dict[str, Any] = {
            name: _told(field)
            for name, field in self.event.model_fields.items()
            if name != "subject_id" and name not in self.public.hides
        }
        return create_model(self.event.__name__, __base__=Data, __doc__=f"{self.en}.", **fields)

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


def _told(field: FieldInfo) -> Any:  # noqa: ANN401 - a field of a model that is being made
    """Without an example of its own, it has that of its kind."""
    kind = _WITH_EXAMPLES.get(field.annotation, field.annotation)
    for said in field.metadata:
        if isinstance(said, Told):
            return kind, Field(examples=[said.example], description=said.meaning)
    return kind, ...
