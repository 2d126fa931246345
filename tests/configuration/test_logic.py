"""Business logic in config.yaml: what is declared arrives, and a wrong line is refused with its number and what to do."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from contracts.catalog import catalog
from contracts.logic import ChannelRule, TenantLogic
from engine.business import Logic
from engine.configuration import read_settings
from engine.errors import SettingsError
from engine.models.logic import plain, tenant_logic
from engine.models.logic_check import check_logic
from registry.records import Blueprint, Registry, Route
from tests.conftest import REPOSITORY, MakeProject
from tests.test_docs import blocks

EVERYTHING = """\
conversion_events: [purchase, sign_up]
funnel_steps: [view_item, purchase]
session_gap: 10
sessions: vendor
attribution: {model: time_decay, days: 14}
channel_rules:
  - {channel: Partners, source: "(awin|impact)", medium: "affiliate.*"}
internal_traffic: ["event_page_location.contains('staging.')"]
test_orders: ["order_coupon.upper() == 'STAFF'", order_total_amount < 1]
fiscal_year_start: april
exchange_rates: rates.csv
calculated:
  order:
    order_discounted_amount: order_gross_amount - order_discount_amount
    order_is_large: order_total_amount > 500 and order_currency == 'EUR'
  customer:
    customer_is_german: customer_country == 'DE'
"""


def tenant(logic: str) -> str:
    """A tenant with some logic, whose first line is line 5."""
    return f"tenants:\n  - slug: acme\n    name: Acme\n    logic:\n{indent(logic, ' ' * 6)}"


def read_complaint(root: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(root)
    return caught.value.what


def check_complaint(root: Path) -> str:
    settings = read_settings(root)
    with pytest.raises(SettingsError) as caught:
        check_logic(settings, catalog())
    return caught.value.what


def test_everything_declared_reaches_the_models(make_project: MakeProject) -> None:
    root = make_project(tenant(EVERYTHING))
    (root / "rates.csv").write_text("date,currency,rate\n")
    settings = read_settings(root)
    check_logic(settings, catalog())
    (found,) = tenant_logic(settings, Registry()).tenants
    assert found == TenantLogic(
        slug="acme",
        name="Acme",
        fiscal_year_start=4,
        conversion_events=("purchase", "sign_up"),
        funnel_steps=("view_item", "purchase"),
        session_gap=10,
        vendor_sessions=True,
        attribution_model="time_decay",
        attribution_days=14,
        channel_rules=(ChannelRule("Partners", "(awin|impact)", "affiliate.*"),),
        internal_traffic=("event_page_location.contains('staging.')",),
        test_orders=("order_coupon.upper() == 'STAFF'", "order_total_amount < 1"),
        exchange_rates="rates.csv",
        calculated=(
            ("customer", "customer_is_german", "customer_country == 'DE'"),
            ("order", "order_discounted_amount", "order_gross_amount - order_discount_amount"),
            ("order", "order_is_large", "order_total_amount > 500 and order_currency == 'EUR'"),
        ),
    )
    assert plain(found) == settings.tenants[0].declared


def test_what_is_not_declared_has_the_defaults_of_the_contract(make_project: MakeProject) -> None:
    settings = read_settings(make_project("tenants:\n  - {slug: acme, name: Acme}\n"))
    assert tenant_logic(settings, Registry()).tenants == (TenantLogic("acme", "Acme"),)
    check_logic(settings, catalog())


def test_a_tenant_that_left_stays_under_the_defaults(make_project: MakeProject) -> None:
    orders = Blueprint.of("shopify_orders", (("id", "bigint"),), "contract")
    routes = [Route(slug, "shop", "shopify", f"raw_{slug}", "shop__orders", orders.fingerprint) for slug in ("acme", "stark")]
    settings = read_settings(make_project(tenant("session_gap: 10\n").replace("acme", "umbra")))
    found = tenant_logic(settings, Registry.of([orders], routes)).tenants
    assert [(t.slug, t.name, t.session_gap) for t in found] == [("acme", "acme", 30), ("stark", "stark", 30), ("umbra", "Acme", 10)]


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        ("sesion_gap: 5\n", "config.yaml:5: tenants.logic.sesion_gap: there is no such key. Did you mean 'session_gap'?"),
        ("session_gap: 0\n", "config.yaml:5: tenants.logic.session_gap: Input should be greater than or equal to 1, not 0"),
        ("session_gap: half an hour\n", "config.yaml:5: tenants.logic.session_gap: Input should be a valid integer, not 'half an hour'"),
        ("session_gap: true\n", "config.yaml:5: tenants.logic.session_gap: Input should be a valid integer, not True"),
        ("sessions: vendr\n", "config.yaml:5: tenants.logic.sessions: must be 'gap' or 'vendor', not 'vendr'. Did you mean 'vendor'?"),
        ("attribution: {model: linnear}\n", "tenants.logic.attribution.model: must be 'first_touch', "),
        ("attribution: {model: linnear}\n", "not 'linnear'. Did you mean 'linear'?"),
        ("attribution: {day: 5}\n", "config.yaml:5: tenants.logic.attribution.day: there is no such key. Did you mean 'days'?"),
        ("attribution: {days: 9999}\n", "config.yaml:5: tenants.logic.attribution.days: Input should be less than or equal to 365"),
        ("conversion_events: purchase\n", "config.yaml:5: tenants.logic.conversion_events: must be a list"),
        ("conversion_events: [5]\n", "config.yaml:5: tenants.logic.conversion_events: 5 is not text; put it in quotes"),
        ("conversion_events: ['']\n", "config.yaml:5: tenants.logic.conversion_events: is empty"),
        ("funnel_steps: []\n", "config.yaml:5: tenants.logic.funnel_steps: must name at least one"),
        ("funnel_steps: [a, b, a]\n", "config.yaml:5: tenants.logic.funnel_steps: 'a' stands here twice"),
        ("fiscal_year_start: 13\n", "config.yaml:5: tenants.logic.fiscal_year_start: Input should be less than or equal to 12"),
        ("fiscal_year_start: Apryl\n", "'Apryl' is no month, from 1 to 12 or by its English name. Did you mean 'April'?"),
        ("channel_rules:\n  - {channel: A, source: a}\n  - {channel: B}\n", "config.yaml:7: tenants.logic.channel_rules: give it a source"),
        ("channel_rules:\n  - {channel: A, medum: a}\n", "config.yaml:6: tenants.logic.channel_rules.medum: there is no such key. Did you"),
        ("channel_rules:\n  - channel: A\n    source: '(a'\n", "config.yaml:7: tenants.logic.channel_rules.source: '(a' is no regular"),
        ("channel_rules:\n  - channel: A\n    source: '(?!a)b'\n", "config.yaml:7: tenants.logic.channel_rules.source: '(?!a)b' looks"),
        ("channel_rules:\n  - channel: A\n    source: '(a)\\1'\n", "refers back to a group, which warehouses do not"),
        ("exchange_rates: rates.csv\n", "config.yaml:5: tenants.logic.exchange_rates: there is no file 'rates.csv' beside config.yaml"),
        ("calculated: {order: order_net}\n", "config.yaml:5: tenants.logic.calculated.order: must be keys and values"),
        ("calculated:\n  order:\n    order_net: 5\n", "config.yaml:7: tenants.logic.calculated.order.order_net: 5 is not text"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(make_project: MakeProject, logic: str, expected: str) -> None:
    assert expected in read_complaint(make_project(tenant(logic)))


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (
            "test_orders:\n  - order_coupon == 'X'\n  - order_copon == 'X'\n",
            "config.yaml:7: tenants.logic.test_orders: \"order_copon == 'X'\": order has no column 'order_copon'. Did you mean 'order_cou",
        ),
        ("test_orders: [order_total_amount]\n", "config.yaml:5: tenants.logic.test_orders: 'order_total_amount' is not true or false"),
        ("test_orders: ['1 == 1']\n", "config.yaml:5: tenants.logic.test_orders: '1 == 1' reads no column of order"),
        ("test_orders: ['order_total_amount > \"x\"']\n", "a comparison takes two values of one kind, not a number and text"),
        ("internal_traffic: [order_coupon is None]\n", "event has no column 'order_coupon'."),
        ("internal_traffic: [event_conversions > 0]\n", "event has no column 'event_conversions'."),
        ("internal_traffic: ['open(1)']\n", "'open' is no function"),
        (
            "calculated:\n  ordr:\n    ordr_x: '1'\n",
            "config.yaml:6: tenants.logic.calculated.ordr: there is no entity 'ordr'. Did you mean 'order'?",
        ),
        ("calculated:\n  date:\n    date_x: '1'\n", "there is no entity 'date'."),
        (
            "calculated:\n  order:\n    net: order_tax_amount\n",
            "config.yaml:7: tenants.logic.calculated.order.net: the column must be called order_...",
        ),
        ("calculated:\n  order:\n    order_Net: order_tax_amount\n", "the column must be called order_..., in lower case words"),
        ("calculated:\n  order:\n    order_name: order_id\n", "'order_name' is a column of order already"),
        ("calculated:\n  order:\n    order_line_key: order_id\n", "'order_line_key' is a column of order_line already"),
        ("calculated:\n  session:\n    session_events: '1'\n", "'session_events' is a measure already"),
        ("calculated:\n  order:\n    order_x: tenant_slug\n", "order has no column 'tenant_slug'."),
        (
            "calculated:\n  order:\n    order_x: order_totl_amount\n",
            "order has no column 'order_totl_amount'. Did you mean 'order_total_amount'?",
        ),
    ],
)
def test_logic_that_cannot_be_compiled_is_refused_with_its_line(make_project: MakeProject, logic: str, expected: str) -> None:
    assert expected in check_complaint(make_project(tenant(logic)))


def test_every_line_that_cannot_be_compiled_is_told_at_once(make_project: MakeProject) -> None:
    logic = "test_orders: [totl > 5]\ninternal_traffic: [nam == 'x']\ncalculated:\n  order:\n    net: '1 +'\n"
    lines = check_complaint(make_project(tenant(logic))).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["config.yaml:5", "config.yaml:6", "config.yaml:9", "config.yaml:9"]


def test_two_tenants_calculate_one_column_in_one_type(make_project: MakeProject) -> None:
    first = tenant("calculated:\n  order:\n    order_x: order_tax_amount\n")
    second = "  - slug: stark\n    name: S\n    logic:\n      calculated:\n        order:\n          order_x: order_name\n"
    assert "config.yaml:13: tenants.logic.calculated.order.order_x: 'order_name' gives string, that of acme gives decimal(38, 9)" in (
        check_complaint(make_project(first + second))
    )


def test_the_columns_of_the_readable_entities_are_those_that_sources_tell(make_project: MakeProject) -> None:
    root = make_project(tenant("internal_traffic: [event_platform == 'amplitude' or event_connection == 'app']\n"))
    check_logic(read_settings(root), catalog())


def test_the_documented_logic_can_be_compiled(make_project: MakeProject) -> None:
    documents = [*blocks(REPOSITORY / "docs" / "logic.md", "yaml"), *blocks(REPOSITORY / "README.md", "yaml")]
    root = make_project("tenants:\n" + "".join(block.text for block in documents if "logic:" in block.text))
    settings = read_settings(root)
    assert len(settings.tenants) >= 3
    check_logic(settings, catalog())


def test_the_examples_in_config_can_be_compiled_and_name_every_key(make_project: MakeProject) -> None:
    config = (REPOSITORY / "config.yaml").read_text()
    examples = config.split("# All other keys", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    root = make_project(tenant("conversion_events: [purchase]\n" + "\n".join(line.strip().removeprefix("# ") for line in examples) + "\n"))
    (root / "rates.csv").write_text("date,currency,rate\n")
    settings = read_settings(root)
    assert settings.tenants[0].logic.model_fields_set == set(Logic.model_fields)
    check_logic(settings, catalog())
