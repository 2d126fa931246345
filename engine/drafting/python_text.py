"""Python text: literals, calls and remarks as ruff lays them out, so that a drafted file is formatted from the start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

_WIDTH = 140

REVIEW = "# review:"
"""What marks a guess that a person must look at."""

MARGIN = 4
"""Columns that the inside of a class is indented by."""


def literal(text: str) -> str:
    """A text as a Python literal, in double quotes unless it holds some.

    >>> print(literal("Order ID"), literal('12" vinyl'))
    "Order ID" '12" vinyl'
    """
    plain = repr(text)
    return f'"{plain[1:-1]}"' if plain.startswith("'") and '"' not in text else plain


def tuple_of(head: str, texts: Sequence[str]) -> str:
    """A literal of texts behind a head: the text itself where it is the only one, one a line where they are long.

    >>> tuple_of("key=", ["id"]), tuple_of("key=", ["day", "id"])
    ('key="id"', 'key=("day", "id")')
    """
    texts = [literal(text) for text in texts]
    whole = f"{head}({', '.join(texts)})"
    if len(texts) == 1:
        return f"{head}{texts[0]}"
    return whole if len(whole) + 2 * MARGIN <= _WIDTH else "\n".join([f"{head}(", *(f"{' ' * MARGIN}{text}," for text in texts), ")"])


def call(head: str, arguments: Sequence[tuple[str, str]], tail: str = "", *, margin: int = 0) -> Iterator[str]:
    """A call on one line where it fits behind a margin and no argument has a remark, else one argument a line.

    >>> list(call("f", [("a", ""), ("b", "")])), list(call("f", [("a", "sure?")]))
    (['f(a, b)'], ['f(', '    a,  # review: sure?', ')'])
    """
    whole = f"{head}({', '.join(argument for argument, _ in arguments)}){tail}"
    if "\n" not in whole and len(whole) + margin <= _WIDTH and not any(remark for _, remark in arguments):
        yield whole
        return
    yield f"{head}("
    for argument, remark in arguments:
        first, *rest = indented(f"{argument},".split("\n"))
        yield from remarked(first, remark, margin=margin)
        yield from rest
    yield f"){tail}"


def remarked(line: str, remark: str, *, margin: int = 0) -> Iterator[str]:
    """A line with a remark for the person who looks it over: behind it where it fits, else above it."""
    behind = f"{line}  {REVIEW} {remark}"
    if not remark:
        yield line
    elif len(behind) + margin <= _WIDTH:
        yield behind
    else:
        yield f"{line[: len(line) - len(line.lstrip())]}{REVIEW} {remark}"
        yield line


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Lines inside a class."""
    return (f"{' ' * MARGIN}{line}" if line else "" for line in lines)
