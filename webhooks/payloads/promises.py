"""What others hear about commitments: whose and by when, never their words."""

from domain.commitments import events
from webhooks.payloads.shape import Data, Day, Id, Number, said

_READ = "records:read"


class OfCommitment(Data):
    """Whose, and due when."""

    owner_id: Id
    due_on: Day


class MadeCommitment(OfCommitment):
    """To whom, in which conversation."""

    counterpart_id: Id
    conversation_id: Id


class CarriedCommitment(OfCommitment):
    """From when to when, for the how-manieth time."""

    from_on: Day
    times: Number


class EscalatedCommitment(Data):
    """Carried over too often."""

    owner_id: Id
    counterpart_id: Id
    times: Number


COMMITMENTS = dict(
    [
        said(events.CommitmentMade, MadeCommitment, _READ, "A commitment was made", "作出了承诺"),
        said(
            events.CommitmentFulfilled, OfCommitment, _READ, "A commitment was kept", "承诺已完成"
        ),
        said(
            events.CommitmentCarriedOver,
            CarriedCommitment,
            _READ,
            "A commitment was carried over",
            "承诺已顺延",
        ),
        said(
            events.CommitmentEscalated,
            EscalatedCommitment,
            _READ,
            "A commitment was carried over too often",
            "承诺顺延次数过多",
        ),
        said(
            events.CommitmentReleased,
            OfCommitment,
            _READ,
            "A commitment was given up by agreement",
            "双方同意取消承诺",
        ),
        said(events.CommitmentBroken, OfCommitment, _READ, "A commitment was broken", "承诺未完成"),
    ]
)
