"""Companies of earlier versions, frozen: what was played then must be read now.

`python -m tests.frozen EXPORT PASSPHRASE_FILE` makes such a file of a complete export, as
`./tanlu tenant export qinghe EXPORT --complete --passphrase-file PASSPHRASE_FILE` writes it.
"""

import lzma
import sys
from pathlib import Path

import orjson

from infra.sealed_stream import SealedReader, SealedWriter
from infra.settings import ROOT

FOLDER = ROOT / "tests" / "data"
_MOST_BYTES = 300_000
_LENGTH = slice(124, 136)
"""Where tar keeps the length of an entry, in octal; its content begins after 512 bytes."""


def frozen() -> list[Path]:
    """By the number of the last step that their tables had seen."""
    return sorted(FOLDER.glob("*.tar.xz"), key=lambda path: int(path.name[:-7].rpartition("-")[2]))


def thaw(path: Path, export: Path, passphrase: str) -> None:
    """As a complete export, sealed with that passphrase."""
    with export.open("wb") as file:
        sealed = SealedWriter(file, passphrase)
        sealed.write(lzma.decompress(path.read_bytes()))
        sealed.finish()


def freeze(export: Path, passphrase: str) -> Path:
    """Into the folder of frozen ones, named by its company and version."""
    with export.open("rb") as file:
        whole = SealedReader(file, passphrase).read()
    begin = orjson.loads(whole[512 : 512 + int(whole[_LENGTH].strip(b"\0 "), 8)])
    path = FOLDER / f"{begin['company']['slug']}-{begin['schemaVersion']}.tar.xz"
    small = lzma.compress(whole, preset=9 | lzma.PRESET_EXTREME)
    if len(small) > _MOST_BYTES or begin["key"] is not None:
        raise ValueError(f"{len(small)} bytes are too many, or the company keeps secrets")
    path.write_bytes(small)
    return path


if __name__ == "__main__":
    export, phrase = map(Path, sys.argv[1:])
    sys.stdout.write(f"{freeze(export, phrase.read_text(encoding='utf-8').splitlines()[0])}\n")
