"""The formats that annotation sets are exchanged in."""

from __future__ import annotations

from . import _core

_LOSSES: dict[str, str | None] = dict(_core.FORMATS)

#: The names of all formats.
FORMATS: tuple[str, ...] = tuple(_LOSSES)


def leaves_out(format: str) -> str | None:
    """What an export in a format loses, in words; None where it loses nothing."""
    if format not in _LOSSES:
        raise ValueError(f"{format!r} is none of the formats: {', '.join(FORMATS)}")
    return _LOSSES[format]
