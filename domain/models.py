"""Makes every table of the core known, for migrations and tests: a new one is named nowhere."""

from importlib import import_module
from pkgutil import walk_packages

import domain

for each in walk_packages(domain.__path__, f"{domain.__name__}."):
    import_module(each.name)
