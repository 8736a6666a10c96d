"""What the garbage collector looks at, in a process that has started and now serves."""

import gc

_YOUNG = 50_000
"""New objects before the young ones are looked at; Python's own 700 is for small scripts."""


def keep_what_is_loaded() -> None:
    """Modules, classes and the schema stay until the end: no collection visits them again.

    Without this a third of a busy worker's time goes into visiting them (`bench webhooks`).
    Whoever has switched collecting off while loading has it again.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(_YOUNG, 10, 10)
