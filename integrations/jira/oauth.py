"""The consent behind two of the ways. Atlassian knows no PKCE and wants JSON; Data Center is as
RFC 6749 and 7636 have it.
"""

from typing import Final

from integrations.jira.settings import ServerConsent, jira_app
from integrations.jira.ways import CLOUD_OAUTH
from integrations.terms import Form, OAuthApp

SCOPES: Final = (
    "read:jira-work",
    "read:jira-user",
    "manage:jira-webhook",
    "read:board-scope:jira-software",
    "read:sprint:jira-software",
    "read:issue-details:jira",
    "read:jql:jira",
    "read:project:jira",
    "offline_access",
)
"""Reading only, but for being told: nothing of theirs is ever changed."""


def consent(way: str, settings: Form) -> OAuthApp | None:
    """Where people consent, if this way needs it."""
    if way == CLOUD_OAUTH:
        app = jira_app()
        return OAuthApp(
            client_id=app.client_id,
            client_secret=app.client_secret.get_secret_value(),
            authorize_url=f"{app.auth_url}/authorize",
            token_url=f"{app.auth_url}/oauth/token",
            scope=" ".join(SCOPES),
            extra={"audience": "api.atlassian.com", "prompt": "consent"},
            json_body=True,
            proof_key=False,
        )
    if isinstance(settings, ServerConsent):
        server = f"{settings.base_url}/rest/oauth2/latest"
        return OAuthApp(
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            authorize_url=f"{server}/authorize",
            token_url=f"{server}/token",
            scope="READ",
        )
    return None
