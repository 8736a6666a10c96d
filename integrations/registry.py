"""Which vendors there are."""

from collections.abc import Mapping

from domain.errors import NotFound
from integrations.connector import Connector
from integrations.jira.connector import Jira

CONNECTORS: Mapping[str, Connector] = {each.vendor: each for each in (Jira(),)}
"""Every connector by its vendor's name; a vendor is added by adding it here."""


def connector_of(vendor: str) -> Connector:
    """Raises NotFound."""
    found = CONNECTORS.get(vendor)
    if found is None:
        raise NotFound("There is no such connector", zh="没有该连接器", field="vendor")
    return found
