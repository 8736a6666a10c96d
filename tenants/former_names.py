"""What jobs, reactions and chores were called before their names were written out.

In 0.1.0 a name was the module and the function, so what waits, has failed, was handled or is due
stands in the database under names of files that have moved since. `former_names.tsv` is the whole
list: the name of today, a tab, the former one.

The rows are not renamed. While an upgrade rolls on, processes of the version before still run,
and ask for jobs, note what they handle and look for what is due by the names they know: rows
renamed by a migration would be strangers to them, and theirs to us. So both are understood:

- A job that waits, or is asked for again after it failed, runs under either name (`present`).
- What is handled is claimed under both (`both`), so of two versions with the same event one
  waits for the other, and nothing is done twice.
- What is periodic keeps step with the row of its former name, whoever was first.

A process of the version before that meets a job by its new name knows none like it, and leaves
it to be tried again a few seconds later.

Both files go when nobody upgrades from 0.1.0 any more, or imports what it exported.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

_LIST: Final = Path(__file__).with_name("former_names.tsv")
# Not a table in Python: whoever moves a module by program would rename it there as well.
FORMER: Final[dict[str, str]] = dict(
    line.split("\t") for line in _LIST.read_text(encoding="utf-8").splitlines()
)
_PRESENT: Final = {former: name for name, former in FORMER.items()}


def present(name: str) -> str:
    """What is called so today, whichever name it was kept by."""
    return _PRESENT.get(name, name)


def both(name: str) -> Sequence[str]:
    """Today's name, and the former one if it had one."""
    return [name, FORMER[name]] if name in FORMER else [name]
