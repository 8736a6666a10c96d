"""Every table there is, of all rooms: what `./tanlu migrate render` writes down."""

import domain.models
import integrations.budget
import integrations.connection
import integrations.consent
import integrations.external_identity
import integrations.hook_address
import integrations.observed
import integrations.plugins.installation
import tenants.access.email_domains.claim
import tenants.access.known_address
import tenants.access.second_factor.authenticator
import tenants.access.second_factor.guesses
import tenants.access.second_factor.passkey
import tenants.access.second_factor.recovery_code
import tenants.access.sign_in_policy
import tenants.answered
import tenants.assertion
import tenants.audit.entry
import tenants.audit.period
import tenants.client
import tenants.dead_letters
import tenants.delegation
import tenants.delegation_code
import tenants.email_domain
import tenants.handled
import tenants.identity
import tenants.identity_provider
import tenants.keys.key_mark
import tenants.migrations.version
import tenants.operations.operator_log
import tenants.pending
import tenants.refresh_token
import tenants.schedule
import tenants.session
import tenants.sign_in
import tenants.tenant
import tenants.token
import tenants.vault
import webhooks.delivery
import webhooks.endpoint
import webhooks.key
import webhooks.numbering
import webhooks.secret

MODULES = (
    domain.models,
    integrations.budget,
    integrations.connection,
    integrations.consent,
    integrations.external_identity,
    integrations.hook_address,
    integrations.observed,
    integrations.plugins.installation,
    tenants.access.email_domains.claim,
    tenants.access.second_factor.authenticator,
    tenants.access.second_factor.guesses,
    tenants.access.second_factor.passkey,
    tenants.access.second_factor.recovery_code,
    tenants.access.sign_in_policy,
    tenants.access.known_address,
    tenants.answered,
    tenants.assertion,
    tenants.audit.entry,
    tenants.audit.period,
    tenants.client,
    tenants.dead_letters,
    tenants.delegation,
    tenants.delegation_code,
    tenants.email_domain,
    tenants.handled,
    tenants.identity,
    tenants.identity_provider,
    tenants.keys.key_mark,
    tenants.migrations.version,
    tenants.operations.operator_log,
    tenants.pending,
    tenants.refresh_token,
    tenants.schedule,
    tenants.session,
    tenants.sign_in,
    tenants.tenant,
    tenants.token,
    tenants.vault,
    webhooks.delivery,
    webhooks.endpoint,
    webhooks.key,
    webhooks.numbering,
    webhooks.secret,
)
