"""Writing, sharing, answering and sealing records, for GraphQL."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.records.views import RecordView
from api.scopes import Scope
from domain.records import answering, commands

_writing = partial(mutation, scope=Scope.RECORDS_WRITE)
_RECORD = {"record": RecordView}


@strawberry.type
class RecordMutations:
    record_conversation = _writing(
        commands.record_conversation, _RECORD, says="At least one fact; at most 50 of each."
    )
    share_record = _writing(commands.share_record, _RECORD)
    amend_record = _writing(commands.amend_record, _RECORD)
    acknowledge_record = _writing(answering.acknowledge_record, _RECORD)
    contest_record = _writing(answering.contest_record, _RECORD)
    attach_statement = _writing(answering.attach_statement, _RECORD)
    seal_record = _writing(commands.seal_record, _RECORD)
