"""Every physical name in the warehouse, made in one place."""

from __future__ import annotations

LANDING = "landing"
"""Schema of the engine's own landing books: loads and quarantine."""

REGISTRY = "registry"
"""Schema of the seeded registry tables."""

STAGING = "staging"
"""Schema of the pushers."""

MASTER = "master"
"""Schema of the sinks."""

UNIFIED = "unified"
"""Schema of the unified models."""

STAR = "star"
"""Schema of the facts and dimensions."""

SATELLITE = "satellite"
"""Schema of the histories kept beside the star."""

CHANGES = "changes"
"""Schema of what changed lately in each kept table, by which those above it follow."""

SCHEMAS = (LANDING, REGISTRY, STAGING, MASTER, UNIFIED, STAR, SATELLITE, CHANGES)
"""The engine's own schemas, beside those that tenants land in."""

LOAD_ID = "_dlt_load_id"
"""Column of every landed table: the load that brought the row."""

LOAD_ROW = "_engine_row"
"""Column of every landed table: position of the record within its load, from 1."""

QUARANTINE_TABLE = f"{LANDING}.quarantine"
LOADS_TABLE = f"{LANDING}.loads"
FILES_TABLE = f"{LANDING}.files"
LEDGER = f"{MASTER}.ledger"
"""Which loads every sink has taken: sink, tenant_slug, schema_name, table_name, fingerprint, load_id, rows, places."""
PUBLISHED = f"{MASTER}.published"
"""The ledger as it was when the star of production was last published."""

EXCHANGE_RATES = f"{REGISTRY}.exchange_rates"
"""The seed of reference rates."""

SCHEMA_HISTORY = f"{SATELLITE}.platform_sat__source_schema_history"
MANIFEST_HISTORY = f"{SATELLITE}.platform_sat__semantic_manifest_history"
LOGIC_HISTORY = f"{SATELLITE}.platform_sat__tenant_logic_history"
APPLIED_LOGIC = f"{STAGING}.tenant_logic"
"""The logic that the planned models were compiled with, one row a tenant."""


def landing_schema(tenant: str) -> str:
    """The schema that a tenant's tables land in.

    >>> landing_schema("tyrell_corp")
    'raw_tyrell_corp'
    """
    return f"raw_{tenant}"


def landing_table(connection: str, object_: str) -> str:
    """The landed table of one object of one connection.

    >>> landing_table("shopify", "orders")
    'shopify__orders'
    """
    return f"{connection}__{object_}"


def pusher(master: str, fingerprint: str) -> str:
    """The pusher model of one blueprint.

    >>> pusher("shopify_api_v1_orders", "0123456789abcdef0123456789abcdef")
    'staging.push__shopify_api_v1_orders__01234567'
    """
    return f"{STAGING}.push__{master}__{fingerprint[:8]}"


def adopter(master: str, fingerprint: str) -> str:
    """The pusher model of one blueprint over tables that someone else landed.

    >>> adopter("shopify_api_v1_orders", "0123456789abcdef0123456789abcdef")
    'staging.adopt__shopify_api_v1_orders__01234567'
    """
    return f"{STAGING}.adopt__{master}__{fingerprint[:8]}"


def sink(master: str) -> str:
    """The master model, a multi-tenant sink.

    >>> sink("shopify_api_v1_orders")
    'master.platform_mm__shopify_api_v1_orders'
    """
    return f"{MASTER}.platform_mm__{master}"


def unified(entity: str) -> str:
    """The unified model of an entity.

    >>> unified("order")
    'unified.int_unified_order'
    """
    return f"{UNIFIED}.int_unified_{entity}"


def history(entity: str) -> str:
    """All versions that sources told of an entity.

    >>> history("campaign")
    'unified.int_history_campaign'
    """
    return f"{UNIFIED}.int_history_{entity}"


def star(table: str) -> str:
    """A fact or dimension.

    >>> star("fct_orders")
    'star.fct_orders'
    """
    return f"{STAR}.{table}"
