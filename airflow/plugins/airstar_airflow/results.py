"""The last line of a container: one JSON object with what it did."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

STACK_FRAME = re.compile(r"\s*(at |\.\.\. \d+ more)")


class ResultError(ValueError):
    """A container ended well and did not say what it did."""


def last_result(lines: Sequence[str] | None) -> str:
    """Find the result of a container among the lines of its log, and return it as it was printed.

    Docker reads standard output and standard error apart: a late line of the latter may come after the result.

    :raises ResultError: where no line is a JSON object.
    """
    for line in reversed(lines or []):
        text = line.strip()
        if text.startswith("{") and _object_of(text) is not None:
            return text
    raise ResultError(f"No line of the log is a JSON object. The last one: {shorten(last_lines(lines, 1))}")


def parse_result(line: str | None) -> dict[str, Any]:
    """Parse what an earlier task handed on.

    :raises ResultError: where it is not a JSON object.
    """
    result = _object_of(line or "")
    if result is None:
        raise ResultError(f"Not a JSON object: {shorten(line or 'nothing')}")
    return result


def last_lines(lines: Sequence[str] | None, count: int = 4) -> str:
    """Show how a log ends: more than one line, since those of standard output may come after the error's.

    The frames of a stack are left out; the log has them.
    """
    said = [line.strip() for line in lines or [] if line.strip() and not STACK_FRAME.match(line)]
    return " / ".join(said[-count:]) or "nothing"


def shorten(text: str, limit: int = 500) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


def _object_of(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
