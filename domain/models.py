"""Imports every table a tenant owns, for migrations and tests."""

from domain.base import Stored
from domain.events import StoredEvent

__all__ = ["Stored", "StoredEvent"]
