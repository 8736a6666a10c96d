"""The guards of the house, room by room. A new one comes with the test that misses it."""

from operate.guards.known import (
    access,
    api,
    core,
    cost,
    jira,
    jira_words,
    machines,
    oauth,
    tenants,
    webhooks,
)

GUARDS = (
    *webhooks.GUARDS,
    *core.GUARDS,
    *tenants.GUARDS,
    *access.GUARDS,
    *api.GUARDS,
    *oauth.GUARDS,
    *cost.GUARDS,
    *machines.GUARDS,
    *jira.GUARDS,
    *jira_words.GUARDS,
)
