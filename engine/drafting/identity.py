"""Identity: what tells the records of an object apart, what orders the versions of one, and where an extraction resumes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from contracts.kinds import Kind
from engine.drafting.columns import DraftedColumn
from engine.drafting.topics import day_rank, is_day, is_identifier, is_setting, singular, tells_beginning, tells_change, words

_INSTANTS = (Kind.TIMESTAMP, Kind.DATE)
_WORDS = (Kind.TEXT, Kind.BOOL)
_TELLING = (Kind.TEXT, Kind.BIGINT, Kind.BOOL, Kind.DATE, Kind.TIMESTAMP)


@dataclass(frozen=True, slots=True)
class Key:
    """Columns that identify a record, whether they tell those of the sample apart, and what a person must look at."""

    columns: tuple[str, ...]
    tells: bool
    review: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The columns of a contract's class line, with what a person must look at."""

    key: Key
    version: str | None = None
    version_review: str = ""
    cursor: str | None = None
    cursor_review: str = ""


def identity(object_: str, columns: Sequence[DraftedColumn]) -> Identity:
    """The identity of an object's records, from the names of its columns and the values of the sample."""
    version = _instant(columns, tells_change)
    key = _key(object_, columns, versioned=version is not None)
    version_review = "guessed: does it rise with every change of a record?" if version and len(key.columns) > 1 else ""
    cursor = None if version else _instant(columns, tells_beginning)
    day = None if version or cursor else _instant(columns, is_day)
    return Identity(key, version, version_review, cursor or day, "guessed: the day of the record, by name" if day else "")


def _key(object_: str, columns: Sequence[DraftedColumn], *, versioned: bool) -> Key:
    """The id by its name, where records that share it can be versions of one; else what tells more of them apart."""
    named = _named_key(object_, columns)
    if named and (named.tells or versioned):
        return named
    found = _found_key(columns)
    return found if found.tells or not named else named


def _named_key(object_: str, columns: Sequence[DraftedColumn]) -> Key | None:
    """The column that is called as ids are, if most records have one."""
    one = singular(object_)
    names = ("id", f"{one}_id", f"{one.rpartition('_')[2]}_id", "uuid", "guid", f"{one}_uuid", *(weak := _weak_names(one)))
    known = {column.name: column for column in columns if 2 * column.lacking <= len(column.values)}
    column = next((known[name] for name in names if name in known), None)
    if not column:
        return None
    tells = _distinct([column]) + max(column.lacking - 1, 0) == len(column.values)
    marks = (
        "guessed by its name" if column.name in weak else "",
        "some records lack it" if column.lacking else "",
        "" if tells else "records share it: are they versions of one?",
    )
    return Key((column.name,), tells, "; ".join(filter(None, marks)))


def _weak_names(one: str) -> tuple[str, ...]:
    """Names that are sometimes those of keys."""
    return tuple(name for word in ("number", "code", "key") for name in (word, f"{one}_{word}"))


def _found_key(columns: Sequence[DraftedColumn]) -> Key:
    """The day and the ids, and as few other columns as tell the records of the sample apart."""
    able = [column for column in columns if not column.lacking and column.guess.type.kind in _TELLING]
    ids = [column for column in able if is_identifier(column.name) and not is_setting(column.name) and not _is_zero(column)]
    days = sorted((c for c in able if is_day(c.name) and c.guess.type.kind in _INSTANTS), key=lambda column: day_rank(column.name))
    seed = [*days[:1], *ids]
    others = sorted((column for column in able if column not in seed), key=lambda column: column.guess.type.kind not in _WORDS)
    chosen = _grown(seed, others) or list(columns[:1])
    records = len(columns[0].values)
    tells = _distinct(chosen) == records
    told = "it tells all records of the sample apart" if tells else "records of the sample share it"
    return Key(tuple(column.name for column in chosen), tells, f"guessed: {told if records > 1 else 'one record cannot tell'}")


def _is_zero(column: DraftedColumn) -> bool:
    """Whether an id is none: vendors write 0 where there is nothing to identify."""
    return len(column.values) > 0 and all(value == 0 for value in column.values)


def _grown(seed: Sequence[DraftedColumn], others: Sequence[DraftedColumn]) -> list[DraftedColumn]:
    """The seed with the columns that part the most records, one after another, until nothing is left to part."""
    chosen, waiting = list(seed), list(others)
    while waiting:
        best = max(waiting, key=lambda column: _distinct([*chosen, column]))
        if chosen and _distinct([*chosen, best]) == _distinct(chosen):
            break
        chosen.append(best)
        waiting.remove(best)
    return chosen


def _distinct(columns: Sequence[DraftedColumn]) -> int:
    """How many records the columns tell apart."""
    return len(set(zip(*(map(_hashable, column.values) for column in columns), strict=True)))


def _hashable(value: object) -> Hashable:
    return value if isinstance(value, str | int) else str(value)


def _instant(columns: Iterable[DraftedColumn], told: Callable[[str], bool]) -> str | None:
    """The column of instants or days whose name tells it: rather one that every record fills, rather one in UTC."""
    fitting = [column for column in columns if column.guess.type.kind in _INSTANTS and told(column.name)]
    ranked = sorted(fitting, key=lambda c: (c.lacking > 0, day_rank(c.name), {"gmt", "utc"}.isdisjoint(words(c.name))))
    return ranked[0].name if ranked else None
