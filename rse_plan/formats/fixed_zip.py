"""Office files with the same bytes at any time and on any system: a zip file notes when it was written."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def with_fixed_times(content: bytes, day: date) -> bytes:
    """The same zip file, its entries in the same order, all written on a day that does not change."""
    final = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as written, ZipFile(final, "w") as packed:
        for name in written.namelist():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else the system it was made on is noted
            packed.writestr(entry, written.read(name))
    return final.getvalue()
