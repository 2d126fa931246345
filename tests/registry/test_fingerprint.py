from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.fingerprint import LOADER_PREFIXES, fingerprint, kind_of_physical, physical_columns

KINDS = ("text", "bigint", "double", "decimal", "bool", "timestamp", "date", "time", "json", "binary")
names = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
shapes = st.dictionaries(names, st.sampled_from(KINDS), min_size=1, max_size=8)


@given(shapes, st.randoms())
def test_the_order_of_columns_does_not_count(shape: dict[str, str], random: object) -> None:
    shuffled = list(shape.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fingerprint(shuffled) == fingerprint(shape.items())


@given(shapes, st.sampled_from(LOADER_PREFIXES), names)
def test_the_loaders_own_columns_do_not_count(shape: dict[str, str], prefix: str, name: str) -> None:
    assert fingerprint([*shape.items(), (f"{prefix}{name}", "text")]) == fingerprint(shape.items())


@given(shapes, st.data())
def test_every_name_and_kind_counts(shape: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(shape)))
    other = data.draw(st.sampled_from([kind for kind in KINDS if kind != shape[name]]))
    without = {key: kind for key, kind in shape.items() if key != name}
    changed = [
        fingerprint({**shape, name: other}.items()),
        fingerprint(without.items()),
        fingerprint({**without, f"{name}_2": shape[name]}.items()),
    ]
    assert fingerprint(shape.items()) not in changed


@given(shapes, shapes)
def test_different_shapes_have_different_fingerprints(one: dict[str, str], other: dict[str, str]) -> None:
    assert (fingerprint(one.items()) == fingerprint(other.items())) == (one == other)


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["VARCHAR", "TEXT", "character varying", "STRING", "UUID", "ENUM('a', 'b')"], "text"),
        (["BIGINT", "INTEGER", "int4", "UBIGINT", "HUGEINT", "TINYINT", "INT64"], "bigint"),
        (["DOUBLE", "double precision", "FLOAT", "FLOAT8", "REAL"], "double"),
        (["DECIMAL(38,18)", "NUMERIC", "BIGNUMERIC(40, 2)"], "decimal"),
        (["BOOLEAN", "bool"], "bool"),
        (["TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "timestamptz", "TIMESTAMP_NS", "DATETIME"], "timestamp"),
        (["DATE"], "date"),
        (["TIME", "TIME WITH TIME ZONE"], "time"),
        (["JSON", "VARIANT", "STRUCT(a INTEGER)", "MAP(VARCHAR, INTEGER)", "INTEGER[]", "VARCHAR[3]", "SUPER"], "json"),
        (["BLOB", "BYTEA", "BYTES", "VARBINARY(8)"], "binary"),
    ],
)
def test_physical_types_of_many_homes_are_one_kind(types: list[str], kind: str) -> None:
    assert {kind_of_physical(type_) for type_ in types} == {kind}


def test_an_unknown_type_is_its_own_kind() -> None:
    assert kind_of_physical("GEOMETRY") == "geometry"


def test_duckdbs_own_catalog_is_read_as_written() -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE t (a VARCHAR, b BIGINT, c DOUBLE, d DECIMAL(38, 18), e BOOLEAN, f TIMESTAMPTZ, g DATE, h TIME, i JSON, j BLOB, "
        "k STRUCT(x INTEGER), l VARCHAR[], _dlt_load_id VARCHAR, _engine_row BIGINT)"
    )
    found = physical_columns(connection.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 't'").fetchall())
    kinds = ["text", "bigint", "double", "decimal", "bool", "timestamp", "date", "time", "json", "binary", "json", "json"]
    assert found == tuple(zip("abcdefghijkl", kinds, strict=True))
