"""Attacks on the wall between tenants: nothing of another one is ever read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalog import Catalog, catalog
from engine.errors import QueryError
from engine.semantic import ALL, Layer
from engine.semantic.star import PublishedStar

INJECTIONS = [
    "umbrellaland",
    "x' OR 1=1 --",
    "x' OR tenant_slug = 'umbrella",
    "'; ATTACH 'other.duckdb' AS o; --",
    '" OR ""="',
    "x\\' OR 1=1 --",
    "$$ OR TRUE $$",
    "x' UNION SELECT tenant_name FROM published.star.dim_tenants --",
]
FORBIDDEN = [
    "tenant",
    "tenant_slug",
    "tenant_name",
    "sale_tenant_slug",
    "buyer_secret",
    "sale_loaded_at",
    "sale_buyer_id",
    "sale_amount",
    "sale_amount__measured",
    "sale.sale_status",
    "date.date_month",
    "*",
    "1",
    "",
    "sale_status, tenant_slug",
    'sale_status" FROM published.star.fct_sales --',
]


@pytest.fixture(scope="module")
def layer(star: Path, small: Catalog) -> Layer:
    return Layer.open(star, "acme", small)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_only_declared_names_are_dimensions(layer: Layer, name: str) -> None:
    for asked in ({"dimensions": [name]}, {"filters": [{"field": name, "operator": "is not null"}]}, {"order_by": [(name, "asc")]}):
        with pytest.raises(QueryError):
            layer.query(**{"measures": ["sales"], **asked})


@pytest.mark.parametrize("name", [*FORBIDDEN, "count(*)", "sum(sale_amount)"])
def test_only_declared_names_are_measures(layer: Layer, name: str) -> None:
    with pytest.raises(QueryError):
        layer.query(measures=[name])


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("operator", ["=", "in"])
def test_a_value_is_a_value(layer: Layer, value: str, operator: str) -> None:
    filters = [{"field": "buyer_country", "operator": operator, "value": value if operator == "=" else [value]}]
    assert layer.query(["buyer_country"], ["sales", "units"], filters).rows == []
    assert layer.query(measures=["sales"], filters=filters).rows == [(0,)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(max_size=8))
def test_any_text_is_equal_to_itself_alone(layer: Layer, value: str) -> None:
    try:
        found = layer.query(measures=["sales"], filters=[{"field": "buyer_country", "operator": "=", "value": value}])
    except QueryError as refused:
        assert "\0" in value or "not a text" in str(refused)
    else:
        assert found.rows == [(0,)]


def test_no_answer_holds_a_value_of_another_tenant(layer: Layer) -> None:
    for fact in layer.vocabulary.joins:
        names = layer.vocabulary.shared([fact])
        measures = [name for name, field in layer.vocabulary.measures.items() if field.entity == fact]
        cells = {str(value) for row in layer.query(list(names), measures).rows for value in row}
        assert not any("umbrella" in cell for cell in cells)
    totals = layer.query(measures=["turnover", "units", "cost"]).rows
    assert [tuple(map(int, row)) for row in totals] == [(15, 3, 4)]


@pytest.fixture(scope="module")
def conformed(make_star: Callable[..., Path]) -> Path:
    """Two tenants, whose fiscal years, channels and exchange rates differ."""
    day = date(2025, 6, 1)
    rows: dict[str, list[dict[str, object]]] = {"tenant": [], "fiscal_date": [], "channel": [], "exchange_rate": [], "order": []}
    for slug, year, rate in (("acme", 2025, 1), ("umbrella", 2026, 2)):
        whose = {"tenant_slug": slug}
        rows["tenant"].append({**whose, "tenant_name": slug.title()})
        rows["fiscal_date"].append({**whose, "fiscal_date_day": day, "fiscal_date_year": year})
        rows["channel"].append({**whose, "channel_name": f"{slug} mail"})
        rows["exchange_rate"].append({**whose, "exchange_rate_currency": f"{slug} coin", "exchange_rate_rate": rate})
        rows["order"].append({**whose, "order_key": "o", "order_day": day, "order_total_amount": 10 * rate})
    return make_star(rows, catalog())


def test_a_tenants_own_conformed_rows_are_its_own(conformed: Path) -> None:
    layer, star = Layer.open(conformed, "acme", catalog()), PublishedStar.open(conformed)
    assert layer.query(["fiscal_date_year"], ["orders", "revenue"]).rows == [(2025, 1, 10)]
    for name in ("fiscal_date", "channel", "exchange_rate"):
        rows = star.table(catalog().entity(name), "acme")
        assert rows.count().execute() == 1
        assert "tenant_slug" not in rows.columns
        assert "umbrella" not in str(rows.execute())


def test_under_all_tenants_conformed_rows_meet_the_rows_of_their_tenant_alone(conformed: Path) -> None:
    layer, star = Layer.open(conformed, ALL, catalog()), PublishedStar.open(conformed)
    rows = layer.query(["tenant", "fiscal_date_year"], ["orders", "revenue"]).rows
    assert rows == [("acme", 2025, 1, 10), ("umbrella", 2026, 1, 20)]
    for name in ("fiscal_date", "channel", "exchange_rate"):
        assert set(star.table(catalog().entity(name), None)[f"{name}_tenant_slug"].execute()) == {"acme", "umbrella"}
    rates = layer.models["exchange_rate"].query(dimensions=["tenant.tenant_name", "exchange_rate.exchange_rate_currency"]).execute()
    assert sorted(map(tuple, rates.to_numpy())) == [("Acme", "acme coin"), ("Umbrella", "umbrella coin")]


@pytest.mark.parametrize("tenant", ["nobody", "", "ACME", "acme ", "acme' OR '1'='1", "%", "unknown", "all", "all tenants"])
def test_a_tenant_that_is_not_there_is_refused_without_naming_others(star: Path, small: Catalog, tenant: str) -> None:
    with pytest.raises(QueryError, match="not in this star") as refused:
        Layer.open(star, tenant, small)
    assert "umbrella" not in str(refused.value)


@pytest.mark.parametrize("tenant", [None, 1, True, b"acme", ["acme"]])
def test_no_tenant_never_means_all(star: Path, small: Catalog, tenant: object) -> None:
    with pytest.raises(QueryError, match="is no tenant"):
        Layer.open(star, tenant, small)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE published.star.x (i INT)",
        "DELETE FROM published.star.fct_sales",
        "SELECT * FROM read_text('/etc/hostname')",
        "ATTACH 'other.duckdb' AS other",
        "COPY (SELECT 1) TO 'out.csv'",
        "SET enable_external_access = true",
        "SET TimeZone = 'Europe/Berlin'",
    ],
)
def test_the_connection_can_do_nothing_but_read_the_star(layer: Layer, statement: str) -> None:
    backend = layer.models["sale"].to_untagged().get_backend()
    with pytest.raises(duckdb.Error):
        backend.con.cursor().execute(statement)
