"""What has happened on the way in. No address and no free text: an audit trail reads them."""

from domain.events import Event
from tenants.sign_in import LinkPurpose


class PersonInvited(Event):
    """An admin has asked for an invitation to be sent to them."""

    name = "person.invited"
    subject = "person"


class LinkAsked(Event):
    """Somebody has asked, on the sign-in page, for a link to their address."""

    name = "person.link_asked"
    subject = "person"


class LinkSent(Event):
    """A mail with a link has left for their address."""

    name = "person.link_sent"
    subject = "person"

    purpose: LinkPurpose
