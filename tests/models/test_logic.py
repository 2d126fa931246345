"""The model of the logic that the others were compiled with: what it says, and that its text says it for good."""

from __future__ import annotations

import json

import duckdb
import ibis

from contracts.logic import ChannelRule, Logic, TenantLogic
from engine import naming
from engine.canonical import digest
from engine.models.logic import applied_logic, plain
from engine.models.spec import compiled

ACME = TenantLogic(
    "acme", 'Ac\'me "GmbH"', channel_rules=(ChannelRule("Mail", medium=r"e-?mail\b"),), test_orders=("order_name == '@x{y}'",)
)


def test_it_says_each_tenants_logic_and_its_digest() -> None:
    logic = Logic((ACME, TenantLogic("stark", session_gap=10)))
    spec = applied_logic(logic)
    found = duckdb.sql(compiled(spec.expression)).fetchall()
    assert spec.name == naming.APPLIED_LOGIC
    assert [(slug, mark, json.loads(text)) for slug, mark, text in sorted(found)] == [
        (tenant.slug, digest(plain(tenant)), plain(tenant)) for tenant in logic.tenants
    ]


def test_without_a_tenant_it_is_empty() -> None:
    assert duckdb.sql(compiled(applied_logic(Logic()).expression)).fetchall() == []


def test_a_changed_rule_changes_it_and_nothing_else_does() -> None:
    one, same, other = (
        compiled(applied_logic(Logic((tenant,))).expression)
        for tenant in (ACME, TenantLogic(*(getattr(ACME, name) for name in ACME.__slots__)), TenantLogic("acme"))
    )
    assert one == same != other


def test_its_columns_are_those_that_it_promises() -> None:
    spec = applied_logic(Logic((ACME,)))
    assert list(spec.columns) == list(spec.expression.columns) == list(spec.column_descriptions)
    assert set(spec.expression.schema().types) == {ibis.dtype("string")}
