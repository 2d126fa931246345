"""Following: the SQL by which a kept table finds out what the changes below it touch.

Changes of rows that belong to a group touch that group. Changes of members touch the groups of the rows that refer to them, or
would, were they there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlglot import exp, parse_one

from engine.mesh.changes import SIGN, State, plain, since
from engine.mesh.restricted import DIALECT, restricted, semi_join
from engine.models.increment import Increment, LookedUp, Records
from engine.stages.star import UNKNOWN
from engine.stages.unified import STANDS

TOUCHED, FRESH, KEYS = "engine_touched", "engine_fresh", "engine_keys"
STOOD, ROWS_OF = "engine_stood", "engine_in_play"
SCRATCH = (TOUCHED, FRESH, KEYS, STOOD, ROWS_OF)
"""Temporary tables of one update."""


@dataclass(frozen=True, slots=True)
class Below:
    """The physical tables below one that follows them, by the names of their models, and how far it has followed each."""

    tables: Mapping[str, str]
    seen: Mapping[str, State]

    def changes(self, model: str, *, has_candidates: bool = False) -> str:
        """SQL of the changes of a model that are still to be followed; of candidates those count that stand."""
        table = self.tables[model]
        found = since(table, self.seen[plain(table)])
        return f"SELECT * FROM ({found}) AS found WHERE {STANDS}" if has_candidates else found


@dataclass(frozen=True, slots=True)
class Groups:
    """Follows by groups: a table of the star."""

    table: str
    increment: Increment
    query: exp.Query
    below: Below

    def statements(self) -> Iterator[str]:
        """Finds the touched groups."""
        found = " UNION ".join([*self._in_groups(), *(part for each in self.increment.looked_up for part in self._by_members(each))])
        yield f"CREATE OR REPLACE TEMP TABLE {TOUCHED} AS {found}"

    @property
    def old(self) -> str:
        """SQL of the table's rows that are to be compared with those made anew."""
        return semi_join(self.table, TOUCHED, self._aligned(self.increment.group))

    @property
    def new(self) -> str:
        """SQL of the rows of the touched groups made anew."""
        narrowed = {
            plain(self.below.tables[each.model]): semi_join(self.below.tables[each.model], TOUCHED, self._aligned(each.by))
            for each in self.increment.grouped
        }
        made = restricted(self.query, narrowed).sql(dialect=DIALECT)
        # What a query adds whatever it reads, such as the unknown members, belongs to groups that nobody touched.
        return semi_join(f"({made})", TOUCHED, self._aligned(self.increment.group))

    def _in_groups(self) -> Iterator[str]:
        for each in self.increment.grouped:
            columns = ", ".join(f"{column} AS g{n}" for n, column in enumerate(each.by))
            yield f"SELECT tenant_slug, {columns} FROM ({self.below.changes(each.model, has_candidates=each.has_candidates)}) AS changed"

    def _by_members(self, member: LookedUp) -> Iterator[str]:
        changed = self.below.changes(member.model, has_candidates=member.has_candidates)
        having = "" if member.takes is None else f" HAVING sum({SIGN}) <> 0"
        id_ = f", any_value({member.id}) AS i" if member.id else ""
        by = ", ".join(("tenant_slug", member.key, *(member.takes or ())))
        moved = f"SELECT tenant_slug, {member.key} AS k{id_} FROM ({changed}) AS changed GROUP BY {by}{having}"
        yield self._referring(self.table, moved, f"r.{member.reference} = m.k")
        if not member.id:
            return
        yield self._referring(self.table, moved, f"r.{member.reference} = '{UNKNOWN}' AND r.{member.reference_id} = m.i")
        own = next((each.model for each in self.increment.grouped if each.by == self.increment.group and each.has_candidates), None)
        if own:
            yield self._referring(self.below.tables[own], moved, f"r.{member.reference} = m.k")

    def _referring(self, table: str, moved: str, meet: str) -> str:
        columns = ", ".join(f"r.{column} AS g{n}" for n, column in enumerate(self.increment.group))
        return f"SELECT r.tenant_slug, {columns} FROM {table} AS r SEMI JOIN ({moved}) AS m ON r.tenant_slug = m.tenant_slug AND {meet}"

    def _aligned(self, columns: tuple[str, ...]) -> dict[str, str]:
        return {"tenant_slug": "tenant_slug", **{column: f"g{n}" for n, column in enumerate(columns)}}


@dataclass(frozen=True, slots=True)
class NewRecords:
    """Follows by records: a unified model, over its sinks."""

    table: str
    records: Records
    query: exp.Query
    below: Below

    def statements(self) -> Iterator[str]:
        """Reads the touched records anew, and finds the rows that may stand or fall by them."""
        yield f"CREATE OR REPLACE TEMP TABLE {TOUCHED} AS {' UNION '.join(self._touched())}"
        yield f"CREATE OR REPLACE TEMP TABLE {FRESH} AS {self._candidates()}"
        told = f"SELECT {self._identity} FROM ({self._of_records(self.table)}) AS told UNION SELECT {self._identity} FROM {FRESH}"
        if self.records.order:
            yield f"CREATE OR REPLACE TEMP TABLE {KEYS} AS SELECT DISTINCT {self._key} FROM ({told}) AS told"
            yield f"CREATE OR REPLACE TEMP TABLE {STOOD} AS {self._stood()}"
            told += f" UNION SELECT {self._identity} FROM {STOOD} UNION {self._others_of_the_fallen()}"
        yield f"CREATE OR REPLACE TEMP TABLE {ROWS_OF} AS {told}"

    @property
    def old(self) -> str:
        """SQL of the table's rows that are in play."""
        return semi_join(self.table, ROWS_OF, {column: column for column in self.records.grain})

    @property
    def new(self) -> str:
        """SQL of the same rows as they are now: those of touched records read anew, all of them ranked again."""
        own = f" EXCLUDE ({', '.join(self.records.computed)})" if self.records.computed else ""
        others = f"SELECT o.*{own} FROM ({self.old}) AS o ANTI JOIN {TOUCHED} AS t ON {self._same('o')}"
        pool = parse_one(f"SELECT * FROM {FRESH} UNION ALL BY NAME {others}", dialect=DIALECT)
        ranked = parse_one(self.records.ranked, dialect=DIALECT)
        assert isinstance(ranked, exp.Query)
        return str(ranked.with_("candidates", as_=pool, dialect=DIALECT).sql(dialect=DIALECT))

    @property
    def _key(self) -> str:
        return f"tenant_slug, {self.records.key}"

    @property
    def _identity(self) -> str:
        return ", ".join(self.records.grain)

    def _stood(self) -> str:
        """The rows that stood of the keys in play."""
        keys = {"tenant_slug": "tenant_slug", self.records.key: self.records.key}
        return (
            f"SELECT {self._identity}, {', '.join(self.records.order)} FROM ({semi_join(self.table, KEYS, keys)}) AS stood WHERE {STANDS}"
        )

    def _others_of_the_fallen(self) -> str:
        """All rows of the keys whose standing row was touched and came back no newer: one of those it stood above may be the next.

        Where it came back newer, or was not touched, none of the others can rise: a key that a report names on each of its rows is not
        ranked as a whole every day.
        """
        order = ", ".join(self.records.order)
        best = f"SELECT {self._key}, max(({order})) AS newest FROM {FRESH} GROUP BY ALL"
        same = f"s.tenant_slug = f.tenant_slug AND s.{self.records.key} = f.{self.records.key}"
        was = ", ".join(f"s.{column}" for column in self.records.order)
        touched = f"SELECT s.* FROM {STOOD} AS s SEMI JOIN {TOUCHED} AS t ON {self._same('s')}"
        fallen = (
            f"SELECT s.tenant_slug, s.{self.records.key} FROM ({touched}) AS s ANTI JOIN ({best}) AS f ON {same} AND f.newest >= ({was})"
        )
        keys = {"tenant_slug": "tenant_slug", self.records.key: self.records.key}
        return f"SELECT {self._identity} FROM ({semi_join(self.table, f'({fallen})', keys)}) AS others"

    def _touched(self) -> Iterator[str]:
        for model, master in self.records.sinks:
            yield f"SELECT '{master}' AS _master, record_id AS _record_id FROM ({self.below.changes(model)}) AS changed"

    def _candidates(self) -> str:
        found = next(cte.this for cte in self.query.ctes if cte.alias == "candidates")
        narrowed = {
            plain(self.below.tables[model]): (
                f"SELECT u.* FROM {self.below.tables[model]} AS u "
                f"SEMI JOIN {TOUCHED} AS t ON u.record_id = t._record_id AND t._master = '{master}'"
            )
            for model, master in self.records.sinks
        }
        return str(restricted(found, narrowed).sql(dialect=DIALECT))

    def _of_records(self, table: str) -> str:
        return f"SELECT u.* FROM {table} AS u SEMI JOIN {TOUCHED} AS t ON {self._same('u')}"

    def _same(self, table: str) -> str:
        return f"{table}._master = t._master AND {table}._record_id = t._record_id"
