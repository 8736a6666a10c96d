"""A file that opens with a passphrase only, written and read without ever being whole in memory.

    8 bytes   `TANLUEX1`
    1 byte    log2 of scrypt's N      1 byte  its r      1 byte  its p
    16 bytes  its salt
    then chunks, each: 4 bytes, big-endian, the length of what follows; AES-256-GCM of up to 1 MiB

A chunk's nonce is its number in 11 bytes, big-endian, and a byte that is 1 for the last and 0 for
all others; the header is authenticated with each. So no chunk can be changed, moved, left out or
cut off. The key is scrypt's of the passphrase, and another one in each file, since the salt is.
"""

import secrets
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from infra.encryption import Unreadable

_MAGIC = b"TANLUEX1"
_LOG_N, _R, _P = 16, 8, 1
_MOST_LOG_N, _MOST_R, _MOST_P = 20, 16, 4
"""What a file may ask of us before it has shown that it is one of ours: 1 GiB at most."""
_SALT = 16
_CHUNK = 2**20
_TAG = 16


class SealedWriter:
    """Write to it, then `finish` it. What is not finished opens nowhere."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        self._header = _MAGIC + bytes([_LOG_N, _R, _P]) + secrets.token_bytes(_SALT)
        self._cipher = _cipher(self._header, passphrase)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        # The last chunk is marked, so one is kept back until it is known to be another.
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._header)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class SealedReader:
    """Read from it. Raises Unreadable for another passphrase, and for whatever was changed."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        self._header = file.read(len(_MAGIC) + 3 + _SALT)
        self._cipher = _cipher(self._header, passphrase)
        self._opened = bytearray()
        self._number = 0
        self._over = False

    def read(self, size: int = -1) -> bytes:
        while not self._over and (size < 0 or len(self._opened) < size):
            self._open_next()
        wanted = len(self._opened) if size < 0 else size
        given = bytes(self._opened[:wanted])
        del self._opened[:wanted]
        return given

    def _open_next(self) -> None:
        length = int.from_bytes(self._file.read(4), "big")
        sealed = self._file.read(length) if _TAG <= length <= _CHUNK + _TAG else b""
        for last in (False, True):
            try:
                nonce = _nonce(self._number, last=last)
                self._opened += self._cipher.decrypt(nonce, sealed, self._header)
            except InvalidTag:
                continue
            if last and self._file.read(1):
                break
            self._over, self._number = last, self._number + 1
            return
        raise Unreadable(f"The chunk {self._number} of the file")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(header: bytes, passphrase: str) -> AESGCM:
    if len(header) < len(_MAGIC) + 3 + _SALT or not header.startswith(_MAGIC):
        raise Unreadable("The header of the file")
    log_n, r, p = header[len(_MAGIC) : len(_MAGIC) + 3]
    if not (1 <= log_n <= _MOST_LOG_N and 1 <= r <= _MOST_R and 1 <= p <= _MOST_P):
        raise Unreadable("The header of the file")
    derived = Scrypt(salt=header[-_SALT:], length=32, n=2**log_n, r=r, p=p)
    return AESGCM(derived.derive(passphrase.encode()))
