"""Imports every table a tenant owns, for migrations and tests."""

from domain.base import Stored
from domain.events import StoredEvent
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine

__all__ = ["Person", "ReportingLine", "Stored", "StoredEvent"]
