"""What HR and admins do to the directory, for GraphQL."""

from datetime import date
from typing import Any

import strawberry

from api.graphql.errors import UserError
from api.graphql.inputs import given
from api.graphql.mutations import mutation
from api.graphql.parts.people.views import PersonView
from api.graphql.roles import Role
from api.scopes import Scope
from domain.people import commands, import_rows, importing, rehire, role_holders


@strawberry.input(description="A new colleague.")
class AddPersonInput:
    name: str
    email: str
    title: str | None = None
    joined_on: date | None = None
    roles: list[Role] = strawberry.field(default_factory=list)
    manager_id: strawberry.ID | None = None


@strawberry.input(description="What is left out stays as it is.")
class AmendPersonInput:
    person_id: strawberry.ID
    name: str | None = None
    email: str | None = None
    title: str | None = None


@strawberry.input(description="No manager id: nobody manages them from that day, today by default.")
class SetManagerInput:
    person_id: strawberry.ID
    manager_id: strawberry.ID | None = None
    from_: date | None = strawberry.field(name="from", default=None)


@strawberry.input
class ChangeRolesInput:
    person_id: strawberry.ID
    roles: list[Role]


@strawberry.input
class ConfirmEmailInput:
    person_id: strawberry.ID


@strawberry.input(description="`on` is the first day they no longer work here, today by default.")
class EndEmploymentInput:
    person_id: strawberry.ID
    on: date | None = None


@strawberry.input(description="`on` is the first day they work here again, today by default.")
class RehirePersonInput:
    person_id: strawberry.ID
    on: date | None = None


@strawberry.input(description="One row of an HR system's list.")
class PersonItemInput:
    name: str
    email: str
    title: str | None = None
    manager_email: str | None = None
    joined_on: date | None = None


@strawberry.input(description="At most 5,000 people.")
class ImportPeopleInput:
    items: list[PersonItemInput]


@strawberry.type
class _Person:
    person: PersonView | None
    user_errors: list[UserError]


@strawberry.type
class AddPersonPayload(_Person):
    pass


@strawberry.type
class AmendPersonPayload(_Person):
    pass


@strawberry.type
class SetManagerPayload(_Person):
    pass


@strawberry.type
class ChangeRolesPayload(_Person):
    pass


@strawberry.type
class ConfirmEmailPayload(_Person):
    pass


@strawberry.type
class EndEmploymentPayload(_Person):
    pass


@strawberry.type
class RehirePersonPayload(_Person):
    pass


@strawberry.type
class ImportPeoplePayload:
    created: int | None
    updated: int | None
    unchanged: int | None
    managers_changed: int | None
    people: list[PersonView] | None
    user_errors: list[UserError]


@strawberry.type
class PreviewImportPayload:
    created: int | None
    updated: int | None
    unchanged: int | None
    user_errors: list[UserError]


def _items(input: object) -> dict[str, Any]:
    return {"items": [import_rows.PersonItem(**item) for item in given(input)["items"]]}


@strawberry.type
class PeopleMutations:
    add_person: AddPersonPayload = mutation(
        commands.add_person, AddPersonInput, scope=Scope.PEOPLE_WRITE
    )
    amend_person: AmendPersonPayload = mutation(
        commands.amend_person, AmendPersonInput, scope=Scope.PEOPLE_WRITE
    )
    set_manager: SetManagerPayload = mutation(
        commands.set_manager, SetManagerInput, scope=Scope.PEOPLE_WRITE
    )
    change_roles: ChangeRolesPayload = mutation(
        commands.change_roles, ChangeRolesInput, scope=Scope.PEOPLE_WRITE, gives_access=True
    )
    confirm_email: ConfirmEmailPayload = mutation(
        role_holders.confirm_email, ConfirmEmailInput, scope=Scope.PEOPLE_WRITE, gives_access=True
    )
    end_employment: EndEmploymentPayload = mutation(
        commands.end_employment, EndEmploymentInput, scope=Scope.PEOPLE_WRITE
    )
    rehire_person: RehirePersonPayload = mutation(
        rehire.rehire_person, RehirePersonInput, scope=Scope.PEOPLE_WRITE
    )
    import_people: ImportPeoplePayload = mutation(
        importing.import_people, ImportPeopleInput, scope=Scope.PEOPLE_WRITE, arguments=_items
    )
    preview_import: PreviewImportPayload = mutation(
        importing.preview_import, ImportPeopleInput, scope=Scope.PEOPLE_WRITE, arguments=_items
    )
