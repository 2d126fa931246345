"""Patterns: regular expressions that people write in config.yaml, of the kind that a warehouse can run.

Warehouses have RE2, which promises linear time and so knows neither looking around nor looking back. What Python reads and RE2
does not is refused when it is declared, not when a model runs.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]  # what Python itself reads a pattern with
from typing import Any

LONGEST = 500
"""Characters of a pattern."""

REPETITIONS = 1000
"""The highest count within braces that RE2 takes."""

_UNKNOWN = {
    "ASSERT": "looks around itself, (?=...) or (?<=...)",
    "ASSERT_NOT": "looks around itself, (?!...) or (?<!...)",
    "GROUPREF": "refers back to a group",
    "GROUPREF_EXISTS": "depends on a group",
    "ATOMIC_GROUP": "has an atomic group, (?>...)",
    "POSSESSIVE_REPEAT": "repeats possessively, such as .*+",
}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_FOREIGN = re.compile(r"(?<!\\)(?:\\\\)*(\\Z|\\u|\\U|\\N|\\0|\(\?#|\(\?[imsaLux-]*[aLux]|\{,)")
"""Spellings that Python alone has, or that RE2 takes for something else."""


def pattern_problem(pattern: str) -> str | None:
    """Why a pattern cannot be run in a warehouse; None where it can.

    >>> pattern_problem(r"^(www\\.)?google\\.")
    >>> pattern_problem("(google")
    "'(google' is no regular expression: missing ), unterminated subpattern"
    >>> pattern_problem("(?!mail)google")
    "'(?!mail)google' looks around itself, (?!...) or (?<!...), which warehouses do not"
    """
    if len(pattern) > LONGEST:
        return f"the pattern has {len(pattern)} characters, more than {LONGEST}"
    if unprintable := next((character for character in pattern if not character.isprintable()), None):
        return f"{pattern!r} has the character {unprintable!r}; write a backslash twice within quotes"
    try:
        tokens = _parsed(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"{pattern!r} is no regular expression: {getattr(error, 'msg', error)}"
    reason = next(_reasons(tokens), None) or _foreign(pattern)
    return f"{pattern!r} {reason}, which warehouses do not" if reason else None


def _parsed(pattern: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        re.compile(pattern)
        return _parser.parse(pattern)


def _reasons(token: Any, times: int = 1) -> Iterator[str]:
    """What of a parsed pattern RE2 does not have, wherever it stands; ``times`` is how often what is around it repeats it."""
    name, around = str(token[0]) if isinstance(token, tuple) and token else "", times
    if name in _UNKNOWN:
        yield _UNKNOWN[name]
    if name in _REPEATS:
        low, high, _ = token[1]
        around *= max(1, low if high is _parser.MAXREPEAT else high)
        if around > REPETITIONS and around != times:
            yield f"repeats more than {REPETITIONS} times"
    if isinstance(token, tuple | list | _parser.SubPattern):
        for inner in token:
            yield from _reasons(inner, around)


def _foreign(pattern: str) -> str | None:
    found = _FOREIGN.search(pattern)
    return f"says {found[1]!r}" if found else None
