"""The layer as its users hold it: answers, order, reuse, threads, and a star that is published anew."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from contracts.catalog import Catalog, catalog
from engine.configuration import read_settings
from engine.errors import QueryError
from engine.models.logic import logic_of, with_calculated
from engine.semantic import ALL, Layer, drill, open_layer

HANDLES = Path("/proc/self/fd")

QUESTIONS = [
    {"dimensions": ["month"], "measures": ["turnover"]},
    {"dimensions": ["channel_name"], "measures": ["turnover", "cost", "return_on_cost"]},
    {"dimensions": ["buyer_country"], "measures": ["units"], "filters": ["month>=2025-01-01"]},
    {"measures": ["sales", "visits"]},
]


@pytest.fixture
def layer(star: Path, small: Catalog) -> Layer:
    return Layer.open(star, "acme", small)


def test_an_answer_keeps_decimals_exact_in_every_form(layer: Layer) -> None:
    answer = layer.query(["month"], ["turnover", "average_sale"])
    assert answer.columns == ("month", "turnover", "average_sale")
    assert answer.rows == [(date(2025, 1, 1), Decimal("10.1"), 10.1), (date(2025, 2, 1), Decimal(5), 5.0)]
    assert answer.to_polars().schema == {"month": pl.Date, "turnover": pl.Decimal(38, 9), "average_sale": pl.Float64}
    assert answer.to_arrow().schema.field("turnover").type == pa.decimal128(38, 9)
    assert list(answer.to_pandas()["turnover"]) == [Decimal("10.1"), Decimal(5)]


def test_whole_numbers_stay_whole_when_summed(layer: Layer) -> None:
    assert layer.query(measures=["units"]).to_arrow().schema.field("units").type == pa.int64()


def test_the_sql_of_an_answer_gives_its_rows_in_any_duckdb(layer: Layer, star: Path) -> None:
    answer = layer.query(["channel_name"], ["return_on_cost", "turnover"])
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{star}' AS published (READ_ONLY)")
        assert connection.execute(answer.sql).fetchall() == answer.rows


def test_facts_stand_side_by_side_where_one_has_nothing(layer: Layer) -> None:
    answer = layer.query(["month"], ["turnover", "cost", "return_on_cost"])
    assert answer.rows == [
        (date(2024, 12, 1), None, Decimal(0), None),
        (date(2025, 1, 1), Decimal("10.1"), Decimal(4), 2.525),
        (date(2025, 2, 1), Decimal(5), None, None),
    ]


def test_a_mean_is_not_rounded_to_the_scale_of_its_column(make_star: Callable[..., Path], small: Catalog) -> None:
    sales = [{"tenant_slug": "acme", "sale_key": str(stars), "sale_rating": stars} for stars in (1, 1, 2)]
    answer = Layer.open(make_star({"tenant": [{"tenant_slug": "acme"}], "sale": sales}), "acme", small).query(measures=["mean_rating"])
    assert answer.rows == [(4 / 3,)]


def test_nothing_divided_by_nothing_is_null(layer: Layer) -> None:
    assert layer.query(measures=["return_on_cost"], filters=["month<2025-01-01"]).rows == [(None,)]


def test_rows_of_unknown_members_stay(layer: Layer) -> None:
    assert layer.query(["buyer_country"], ["turnover"]).rows == [("acmeland", Decimal("10.1")), (None, Decimal(5))]


def test_a_fact_is_grouped_by_what_its_fact_refers_to(layer: Layer) -> None:
    assert layer.query(["buyer_country", "sale_status"], ["units"]).rows == [("acmeland", "done", 3)]


def test_what_lies_behind_an_unknown_member_is_unknown(make_star: Callable[..., Path], small: Catalog) -> None:
    whose = {"tenant_slug": "acme"}
    rows = {
        "tenant": [whose],
        "buyer": [{**whose, "buyer_key": "unknown", "buyer_country": "nowhere"}],
        "item": [{**whose, "item_key": "i1", "item_sale_key": "unknown", "item_quantity": 2}],
    }
    assert Layer.open(make_star(rows), "acme", small).query(["buyer_country"], ["units"]).rows == [("nowhere", 2)]


@pytest.mark.parametrize("order_by", [["turnover desc"], [("turnover", "desc")], ["turnover DESC", "month"]])
def test_the_order_is_the_asked_one(layer: Layer, order_by: list[str | tuple[str, str]]) -> None:
    found = [row[1] for row in layer.query(["month"], ["turnover"], order_by=order_by).rows]
    assert found == sorted(found, reverse=True)


def test_nulls_stand_last_in_both_directions(layer: Layer) -> None:
    for direction in ("asc", "desc"):
        assert layer.query(["buyer_country"], ["sales"], order_by=[f"buyer_country {direction}"]).rows[-1][0] is None


def test_a_limit_cuts_after_the_order(layer: Layer) -> None:
    assert layer.query(["month"], ["turnover"], order_by=["turnover"], limit=1).rows == [(date(2025, 2, 1), Decimal(5))]
    assert layer.query(["month"], ["turnover"], limit=0).rows == []


def test_one_column_can_be_asked_under_two_names(layer: Layer) -> None:
    assert layer.query(["month", "date_month"], ["sales"]).rows[0] == (date(2025, 1, 1), date(2025, 1, 1), 1)


def test_all_tenants_are_read_when_that_is_said(star: Path, small: Catalog) -> None:
    answer = Layer.open(star, ALL, small).query(
        ["tenant", "tenant_name", "buyer_country"], ["turnover"], filters=["tenant in umbrella,acme"]
    )
    assert answer.rows == [
        ("acme", "Acme", "acmeland", Decimal("10.1")),
        ("acme", "Acme", None, Decimal(5)),
        ("umbrella", "Umbrella", "umbrellaland", Decimal(10100)),
        ("umbrella", "Umbrella", None, Decimal(5000)),
    ]


def test_a_question_is_compiled_once(layer: Layer, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    answer = drill.answer
    monkeypatch.setattr(drill, "answer", lambda models, request: compiled.append(request) or answer(models, request))
    for value in ("done", "done", "open"):
        layer.query(["month"], ["turnover"], [{"field": "sale_status", "operator": "=", "value": value}])
    assert len(compiled) == 2


def test_many_threads_share_a_layer(layer: Layer) -> None:
    alone = [layer.query(**question).rows for question in QUESTIONS]
    fresh = layer.__class__.open(layer.path, "acme", layer.contracts)
    with ThreadPoolExecutor(32) as pool:
        found = list(pool.map(lambda i: fresh.query(**QUESTIONS[i % len(QUESTIONS)]).rows, range(128)))
    assert found == [alone[i % len(QUESTIONS)] for i in range(128)]


class TestPublishedAnew:
    @pytest.fixture
    def published(self, star: Path, tmp_path: Path) -> Path:
        return Path(shutil.copy(star, tmp_path / "prod.duckdb"))

    def replace(self, path: Path, statement: str) -> None:
        new = path.with_suffix(".new")
        shutil.copy(path, new)
        with duckdb.connect(str(new)) as connection:
            connection.execute(statement)
        new.replace(path)

    def test_the_next_question_is_answered_from_the_new_file(self, published: Path, small: Catalog) -> None:
        layer = Layer.open(published, "acme", small)
        assert layer.query(measures=["sales"]).rows == [(2,)]
        self.replace(published, "DELETE FROM star.fct_sales WHERE sale_key = 's1'")
        assert layer.query(measures=["sales"]).rows == [(1,)]

    def test_a_file_that_is_gone_still_answers(self, published: Path, small: Catalog) -> None:
        layer = Layer.open(published, "acme", small)
        published.unlink()
        assert layer.query(measures=["sales"]).rows == [(2,)]

    def test_a_tenant_that_is_gone_is_refused(self, published: Path, small: Catalog) -> None:
        layer = Layer.open(published, "acme", small)
        self.replace(published, "DELETE FROM star.dim_tenants WHERE tenant_slug = 'acme'")
        with pytest.raises(QueryError, match="not in this star"):
            layer.query(measures=["sales"])

    def test_a_running_reader_keeps_its_file(self, published: Path, small: Catalog) -> None:
        layer = Layer.open(published, "acme", small)
        models = layer.models
        self.replace(published, "DELETE FROM star.fct_sales")
        assert models["sale"].query(measures=["sale.sales"]).execute().iloc[0, 0] == 2
        assert layer.query(measures=["sales"]).rows == [(0,)]

    @pytest.mark.skipif(not HANDLES.exists(), reason="needs /proc")
    def test_a_file_that_was_replaced_is_let_go(self, published: Path, small: Catalog) -> None:
        layer = Layer.open(published, "acme", small)
        layer.query(["buyer_country", "month"], ["units"])
        self.replace(published, "DELETE FROM star.fct_sales")
        layer.query(["buyer_country", "month"], ["units"])
        gc.collect()
        links = [str(handle.readlink()) for handle in HANDLES.iterdir() if handle.is_symlink()]
        assert [link for link in links if link.startswith(str(published))] == [str(published)]

    def test_a_table_of_an_older_shape_is_left_out_with_the_reason(self, published: Path, small: Catalog) -> None:
        self.replace(published, "ALTER TABLE star.fct_visits DROP COLUMN visit_cost; DROP TABLE star.dim_buyers")
        layer = Layer.open(published, "acme", small)
        assert layer.query(measures=["units"]).rows == [(3,)]
        for names in ({"measures": ["cost"]}, {"measures": ["return_on_cost"]}, {"dimensions": ["buyer_country"], "measures": ["sales"]}):
            with pytest.raises(QueryError, match=r"is declared.*not in this star.*plan"):
                layer.query(**names)


class TestOpening:
    def test_without_a_star(self, tmp_path: Path, small: Catalog) -> None:
        with pytest.raises(QueryError, match=r"no published star.*plan"):
            Layer.open(tmp_path / "prod.duckdb", "acme", small)

    def test_with_a_file_that_is_no_star(self, tmp_path: Path, small: Catalog) -> None:
        (tmp_path / "it's.duckdb").write_bytes(b"x" * 20000)
        with pytest.raises(QueryError, match="cannot be read"):
            Layer.open(tmp_path / "it's.duckdb", "acme", small)

    def test_with_an_empty_database(self, tmp_path: Path, small: Catalog) -> None:
        duckdb.connect(str(tmp_path / "prod.duckdb")).close()
        with pytest.raises(QueryError, match="not in this star"):
            Layer.open(tmp_path / "prod.duckdb", "acme", small)

    def test_by_the_project(self, make_project: Callable[[str], Path], make_star: Callable[..., Path]) -> None:
        root = make_project("tenants: [{slug: acme, name: Acme}]")
        (root / "warehouse/star").mkdir(parents=True)
        make_star({"tenant": [{"tenant_slug": "acme"}]}, catalog(), root / "warehouse/star/dev.duckdb")
        assert open_layer("acme", "dev", root).query(measures=["orders", "roas"]).rows == [(0, None)]


class TestCalculated:
    """Columns that a tenant calculates: in its own layer by name, and in nobody else's."""

    LARGE = "logic: {calculated: {order: {order_is_large: order_total_amount > 10, order_half: order_total_amount / 2}}}"

    @pytest.fixture
    def root(self, make_project: Callable[[str], Path]) -> Path:
        root = make_project(f"tenants:\n  - {{slug: acme, name: Acme, {self.LARGE}}}\n  - {{slug: umbrella, name: Umbrella}}")
        (root / "warehouse/star").mkdir(parents=True)
        return root

    def test_they_can_be_asked(self, root: Path, make_star: Callable[..., Path]) -> None:
        make_star(self.orders(), with_calculated(catalog(), logic_of(read_settings(root).tenants)), root / "warehouse/star/prod.duckdb")
        acme = open_layer("acme", root=root)
        assert acme.query(["order_is_large"], ["orders", "order_half"]).rows == [(False, 1, Decimal(2)), (True, 1, Decimal(6))]
        everyone = open_layer(ALL, root=root).query(["tenant", "order_is_large"], ["orders"]).rows
        assert everyone == [("acme", False, 1), ("acme", True, 1), ("umbrella", None, 1)]
        other = open_layer("umbrella", root=root)
        for asked in ({"dimensions": ["order_is_large"], "measures": ["orders"]}, {"measures": ["order_half"]}):
            with pytest.raises(QueryError, match="there is no"):
                other.query(**asked)

    def test_before_the_plan_that_makes_them_all_else_can_be_asked(self, root: Path, make_star: Callable[..., Path]) -> None:
        make_star(self.orders(), catalog(), root / "warehouse/star/prod.duckdb")
        layer = open_layer("acme", root=root)
        assert layer.query(measures=["orders"]).rows == [(2,)]
        with pytest.raises(QueryError, match=r"'order_is_large' is declared, .*plan"):
            layer.query(["order_is_large"], ["orders"])

    @staticmethod
    def orders() -> dict[str, list[dict[str, object]]]:
        amounts = [("acme", "1", 4, False), ("acme", "2", 12, True), ("umbrella", "1", 100, None)]
        orders = [
            {"tenant_slug": slug, "order_key": key, "order_total_amount": amount}
            | ({"order_is_large": is_large, "order_half": Decimal(amount) / 2} if slug == "acme" else {})
            for slug, key, amount, is_large in amounts
        ]
        return {"tenant": [{"tenant_slug": "acme"}, {"tenant_slug": "umbrella"}], "order": orders}


def test_every_field_of_the_catalog_can_be_asked(make_star: Callable[..., Path]) -> None:
    contracts = catalog()
    path = make_star({"tenant": [{"tenant_slug": "acme"}]}, contracts)
    layer, everyone = (Layer.open(path, tenant, contracts) for tenant in ("acme", ALL))
    assert layer.query(measures=list(layer.vocabulary.measures)).to_arrow().num_rows == 1
    told = {fact: [name for name, field in layer.vocabulary.measures.items() if field.entity == fact] for fact in layer.vocabulary.joins}
    assert {fact for fact, measures in told.items() if not measures} == {"exchange_rate"}
    for fact, measure in ((fact, measures[0]) for fact, measures in told.items() if measures):
        assert layer.query(list(layer.vocabulary.shared([fact])), [measure]).rows == []
        assert everyone.query(["tenant", "month"], [measure]).rows == []
