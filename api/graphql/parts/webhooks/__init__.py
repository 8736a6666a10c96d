"""Webhooks, for GraphQL: endpoints, what is sent to them, and what they may hear of."""
