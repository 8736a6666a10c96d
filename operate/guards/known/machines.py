"""Where our requests may go, and what other systems may make us do or forget."""

from operate.guards.guard import Guard

_ADDRESSES = "tests/infra/test_addresses.py::"
_MATCHING = "tests/integrations/test_matching_many.py::"
_CLIENT = "tests/infra/test_guarded_client.py::"
_SPELLINGS = "tests/infra/test_spellings.py::"
_LOSSES = "tests/integrations/test_losses.py::"
_HOOKS = "tests/integrations/test_hooks.py::"

GUARDS = (
    Guard(
        "no address of this machine or its network is asked",
        "infra.addresses:is_public",
        "not address.is_global",
        (_ADDRESSES + "test_what_is_no_strangers_is_not_public",),
    ),
    Guard(
        "global by its number, and yet no stranger's server",
        "infra.addresses:is_public",
        "not _in_any(address, _NOBODYS)",
        (_ADDRESSES + "test_what_is_no_strangers_is_not_public",),
        instead="True",
    ),
    Guard(
        "not even an operator opens metadata",
        "infra.addresses:may_be_opened",
        "not _in_any(address, _NEVER)",
        (_ADDRESSES + "test_an_operator_opens_private_servers_but_never_metadata",),
    ),
    Guard(
        "what a name leads to is looked at",
        "infra.guard:addresses_of",
        "not all((allowed(_read(each)) for each in found))",
        (_CLIENT + "test_one_private_answer_among_public_ones_is_enough_to_refuse",),
    ),
    Guard(
        "no other port is asked",
        "infra.guard:_checked",
        "port not in PORTS",
        (_SPELLINGS + "test_no_other_port_is_asked",),
    ),
    Guard(
        "each request's address is looked at",
        "infra.http:Guarded.handle_async_request",
        "checked_url(str(request.url))",
        (_CLIENT + "test_an_address_that_is_never_asked",),
    ),
    Guard(
        "a redirect is an answer",
        "infra.http:guarded_client",
        "follow_redirects=False",
        (_SPELLINGS + "test_a_redirect_is_an_answer_and_leads_nowhere",),
        instead="follow_redirects=True",
    ),
    Guard(
        "an answer is read only so far",
        "infra.http:answered",
        "len(content) > at_most",
        (_CLIENT + "test_an_answer_is_read_only_so_far",),
    ),
    Guard(
        "a post goes to no address of ours",
        "infra.posting:_checked_socket",
        "not allowed(ip_address(str(address)))",
        (_SPELLINGS + "test_no_socket_is_made_to_an_address_of_ours",),
    ),
    Guard(
        "one run forgets only so much",
        "integrations.losses:Allowance.take",
        "pieces > self.left",
        (_LOSSES + "test_a_large_part_goes_only_when_an_admin_says_so",),
    ),
    Guard(
        "only what they signed is heard",
        "integrations.inbound:take_hook",
        "connector.verify(connection.way, hook, secret=secret)",
        (_HOOKS + "test_only_what_the_app_s_secret_has_signed_is_heard",),
    ),
    Guard(
        "what is told twice counts once",
        "integrations.inbound:take_hook",
        "await _first_time(work, connection.id, heard.delivery_id)",
        (_HOOKS + "test_duplicates_count_once",),
        instead="True",
    ),
    Guard(
        "a suspended company hears nothing",
        "integrations.inbound:take_hook",
        "(await known_tenant_of(place.tenant_id)).require(Capability.WRITE)",
        (_HOOKS + "test_a_suspended_company_hears_nothing_until_it_is_back",),
    ),
    Guard(
        "only admins connect systems",
        "integrations.rights:require_admin",
        "not work.actor.has(Role.ADMIN)",
        (_MATCHING + "test_nobody_but_an_admin_decides_and_no_other_connection_s_accounts",),
    ),
)
