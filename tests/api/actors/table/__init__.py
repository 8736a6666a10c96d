"""Who may carry out which mutation. Ten kinds of actor, each with the letter of `Who`:

E the employee whom it is about    O a colleague        M their manager    L the manager's manager
H HR                               A an admin           P an app's token   D a plugin for a person
G a plugin by itself               X who has left       I an AI engine
"""

from tests.api.actors.table.access import ACCESS
from tests.api.actors.table.connections import CONNECTIONS
from tests.api.actors.table.conversations import CONVERSATIONS
from tests.api.actors.table.goals import GOALS
from tests.api.actors.table.people import PEOPLE
from tests.api.actors.table.plugins import PLUGINS
from tests.api.actors.table.records import RECORDS
from tests.api.actors.table.sign_in import SIGN_IN
from tests.api.actors.table.signals import SIGNALS
from tests.api.actors.table.webhooks import WEBHOOKS

PARTS = {
    "access": ACCESS,
    "connections": CONNECTIONS,
    "conversations": CONVERSATIONS,
    "goals": GOALS,
    "people": PEOPLE,
    "plugins": PLUGINS,
    "records": RECORDS,
    "sign in": SIGN_IN,
    "signals": SIGNALS,
    "webhooks": WEBHOOKS,
}
"""Each is tried in a company of its own."""
