"""The guards of the house, room by room. A new one comes with the test that misses it."""

from operate.guards.known import api, core, cost, machines, oauth, tenants, webhooks

GUARDS = (
    *webhooks.GUARDS,
    *core.GUARDS,
    *tenants.GUARDS,
    *api.GUARDS,
    *oauth.GUARDS,
    *cost.GUARDS,
    *machines.GUARDS,
)
