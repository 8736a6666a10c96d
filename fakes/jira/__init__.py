"""Jira, played: Cloud (REST v3, OAuth 2.0 3LO) and Data Center (REST v2, tokens, OAuth 2.0)."""
