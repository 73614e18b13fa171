"""Text files in the encodings that spreadsheets write, all of them read as UTF-8."""

import codecs
import io
from pathlib import Path
from typing import TextIO

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "gb18030": "gb18030",
    "windows-1252": "cp1252",
}
"""The encodings that a table may be said to be in, and what Python calls them."""

_BLOCK = 2**16
_MOST_LOOKED_AT = 2**24
"""Bytes from the first that is not ASCII on, by which UTF-8 is told from GB18030."""
_LAST_USUAL = 0xD7
"""The first byte of the last row of usual characters in GB 2312."""
_MARKED = "lossstudio.marked"
"""How errors are handled: each leaves a byte that no UTF-8 has, so that the reader says where."""


def _mark(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\udcff", error.end


codecs.register_error(_MARKED, _mark)


def open_text(path: Path, encoding: str | None = None) -> TextIO:
    """The text in the ordinary file `path`, its line ends as they stand. Raises `OSError`.

    In `encoding`, one of `ENCODINGS`. Without it, found by looking: UTF-8, with a byte-order mark
    or without; UTF-16 where a mark says so; and GB18030, which Excel writes on a Chinese Windows,
    where the bytes are not UTF-8 but are that. All else raises `UnicodeDecodeError` as UTF-8 does,
    when the reading comes to it.
    """
    if encoding is not None:
        return path.open(encoding=ENCODINGS[encoding], newline="")
    recoded: io.RawIOBase = _AsUtf8(path)
    return io.TextIOWrapper(io.BufferedReader(recoded, _BLOCK), encoding="utf-8-sig", newline="")


def found_encoding(path: Path) -> tuple[str | None, str]:
    """The encoding in which `open_text` reads the file `path` by looking, None where it cannot; and
    the one that it most likely is in. Raises `OSError`.

    Nearly all letters with accents in Windows-1252 are also bytes of GB18030, but of characters
    that no Chinese text is made of.
    """
    with _AsUtf8(path) as file:
        block = file.first_beyond_ascii()
        read = file.encoding
    if read == "utf-8" and not file.is_utf_8:
        return None, "windows-1252"
    if read == "gb18030" and not _is_chinese(block):
        return read, "windows-1252"
    return read, read


def _is_chinese(block: bytes) -> bool:
    """Half of what is not ASCII in `block` of GB18030 are signs and the usual characters."""
    # Each once: a currency sign may come in each row.
    letters = {c for c in block.decode("gb18030", errors="ignore") if not c.isascii()}
    usual = 0
    for letter in letters:
        # Of GB 2312, the first 55 rows: signs, and the characters that are in daily use.
        code = letter.encode("gb2312", errors="ignore")
        usual += letter in "€−" or (len(code) == 2 and code[0] <= _LAST_USUAL)
    return 2 * usual >= len(letters)


class _AsUtf8(io.RawIOBase):
    """The bytes of a file, recoded as UTF-8.

    As long as they are ASCII they are the same in UTF-8 and in GB18030, and nothing is looked at
    ahead: a large file that is no table is not read beyond its first error.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_decided = False
        self.encoding, self.is_utf_8 = "utf-8", True
        self._ready = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready:
            start = self._file.tell()
            block = self._file.read(_BLOCK)
            if not self._is_decided and not block.isascii():
                self._decide(start, block)
            self._ready = block
            if self._decoder is not None:
                text = self._decoder.decode(block, final=not block)
                self._ready = text.encode(errors="surrogateescape")
            if not block:
                break
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def first_beyond_ascii(self) -> bytes:
        """Look for the first block that is not ASCII, by which the encoding is found; empty where
        there is none. What was looked at is not read any more."""
        while True:
            start = self._file.tell()
            block = self._file.read(_BLOCK)
            if not block.isascii():
                self._decide(start, block)
                return block
            if not block:
                return block

    def _decide(self, start: int, block: bytes) -> None:
        """Find the encoding by what begins at `start` with `block`, the first that is not ASCII."""
        self._is_decided = True
        if start == 0 and block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.encoding = "utf-16"
        elif start == 0 and block.startswith(codecs.BOM_UTF8):
            return
        elif not self._is_valid(start, "utf-8"):
            self.is_utf_8 = False
            if self._is_valid(start, "gb18030"):
                self.encoding = "gb18030"
        if self.encoding != "utf-8":
            self._decoder = codecs.getincrementaldecoder(self.encoding)(_MARKED)

    def _is_valid(self, start: int, encoding: str) -> bool:
        """What begins at `start` is text in `encoding`."""
        decoder = codecs.getincrementaldecoder(encoding)()
        after = self._file.tell()
        self._file.seek(start)
        try:
            for _ in range(0, _MOST_LOOKED_AT, _BLOCK):
                block = self._file.read(_BLOCK)
                decoder.decode(block, final=not block)
                if not block:
                    break
        except UnicodeDecodeError:
            return False
        finally:
            self._file.seek(after)
        return True
