"""Compare two zip packages part by part: compression may differ between machines, parts may not."""

import io
import zipfile


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def differing_parts(one: bytes, other: bytes) -> list[str]:
    a, b = parts(one), parts(other)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))
