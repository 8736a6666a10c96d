"""What has happened to the second factors of a person."""

from enum import StrEnum

from domain.events import Event


class FactorKind(StrEnum):
    PASSKEY = "PASSKEY"
    AUTHENTICATOR = "AUTHENTICATOR"
    RECOVERY_CODE = "RECOVERY_CODE"


class FactorAdded(Event):
    name = "second_factor.added"
    subject = "person"

    kind: FactorKind


class FactorRemoved(Event):
    name = "second_factor.removed"
    subject = "person"

    kind: FactorKind


class RecoveryCodesRenewed(Event):
    """Those before are good no more."""

    name = "second_factor.recovery_codes_renewed"
    subject = "person"


class SignInConfirmed(Event):
    """They have signed in, and then shown a second factor."""

    name = "person.confirmed"
    subject = "person"

    kind: FactorKind


class FactorsReset(Event):
    """All of somebody's, by another admin or by operators: whoever comes next sets up new ones."""

    name = "second_factor.reset"
    subject = "person"
