"""Who reads what a command prints."""

import os


def reads_chinese() -> bool:
    """Whether the terminal's language is Chinese, as its environment says."""
    chosen = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return chosen.startswith("zh")
