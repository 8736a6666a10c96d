"""What HR and admins do to the directory, for GraphQL."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.people.views import PersonView
from api.scopes import Scope
from domain.people import commands, importing, language_choice, rehire, role_holders
from tenants.access.told_changes import amend_person

_writing = partial(mutation, scope=Scope.PEOPLE_WRITE)
_PERSON = {"person": PersonView}


@strawberry.type
class PeopleMutations:
    add_person = _writing(commands.add_person, _PERSON)
    amend_person = _writing(amend_person, _PERSON)
    set_manager = _writing(
        commands.set_manager,
        _PERSON,
        says="No manager id: nobody manages them from that day, today by default.",
    )
    change_roles = _writing(commands.change_roles, _PERSON, signed_in_only=True)
    confirm_email = _writing(role_holders.confirm_email, _PERSON, signed_in_only=True)
    choose_language = _writing(
        language_choice.choose_language,
        _PERSON,
        says="For oneself: in which language one's mail is written.",
    )
    end_employment = _writing(
        commands.end_employment,
        _PERSON,
        says="`on` is the first day they no longer work here, today by default.",
    )
    rehire_person = _writing(rehire.rehire_person, _PERSON)
    import_people = _writing(
        importing.import_people,
        {
            "created": int,
            "updated": int,
            "unchanged": int,
            "managers_changed": int,
            "people": list[PersonView],
        },
        says="At most 5,000 people.",
    )
    preview_import = _writing(
        importing.preview_import,
        {"created": int, "updated": int, "unchanged": int},
        takes="ImportPeopleInput",
        says="At most 5,000 people.",
    )
