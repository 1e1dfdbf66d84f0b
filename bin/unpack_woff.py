"""A WOFF font as the TrueType file within it: typst, which sets our PDFs, reads no WOFF.

WOFF 1.0 is TrueType with each table squeezed by zlib (https://www.w3.org/TR/WOFF/): a header, a directory, the tables.
"""

import struct
import zlib

HEADER = struct.Struct(">4sIIHHIHHIIIII")
ENTRY = struct.Struct(">4sIIII")


def unpack(woff: bytes) -> bytes:
    """The TrueType bytes. Raises ValueError when `woff` is no WOFF 1.0 file."""
    signature, flavour, _length, count = HEADER.unpack_from(woff)[:4]
    if signature != b"wOFF":
        raise ValueError("not a WOFF 1.0 file")
    entries = [ENTRY.unpack_from(woff, HEADER.size + number * ENTRY.size) for number in range(count)]
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", flavour, count, 16 << power, power, (count - (1 << power)) * 16)
    place = len(directory) + 16 * count
    tables = b""
    for tag, offset, squeezed, size, checksum in entries:
        raw = woff[offset : offset + squeezed]
        table = raw if squeezed == size else zlib.decompress(raw)
        directory += struct.pack(">4sIII", tag, checksum, place + len(tables), size)
        tables += table + b"\0" * (-size % 4)
    return directory + tables
