"""Identity: which person an identifier belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import ibis
import ibis.expr.types as ir

from contracts.entity import Entity, Promise, Reads
from contracts.identities import MEMBERS, UNKNOWN, links, persons, unshared
from contracts.logic import Logic
from contracts.roles import Dimension, Key, Reference

ACROSS = "across"
"""Platform and connection of what is made of the rows of several connections."""


def _identified(others: Mapping[str, ir.Table], _: Logic) -> ir.Table:
    """Identities of all customers, orders and visitors, and of what they share with others."""
    pairs = unshared(links(others["customer"], others["order"], others["user"], others["trace"]))
    known = _known(others, pairs)
    rows = persons(known, pairs)
    member = rows.kind.isin(MEMBERS).ifelse(rows.value, ibis.null(str))
    return rows.select(
        "tenant_slug",
        identity_platform=ibis.literal(ACROSS),
        identity_connection=ibis.literal(ACROSS),
        identity_loaded_at="loaded_at",
        identity_kind="kind",
        identity_value="value",
        identity_member_key=member,
        identity_person_id="person",
        identity_person_key=ACROSS + ibis.literal(":") + rows.person,
    )


def _known(others: Mapping[str, ir.Table], pairs: ir.Table) -> ir.Table:
    """Every identifier once, with the newest load of a row that tells it: members of the star, and what links them."""
    members = [("customer", "customer", "customer_key"), ("order", "order", "order_key")]
    members += [("visitor", "user", "user_key"), ("visitor", "trace", "trace_visitor_key")]
    told = [
        others[entity].select(
            "tenant_slug", kind=ibis.literal(kind), value=key, loaded_at=others[entity][f"{entity}_loaded_at"].cast("timestamp('UTC')")
        )
        for kind, entity, key in members
    ]
    linked = [pairs.select("tenant_slug", kind=end[0], value=end[1]) for end in (("kind", "value"), ("other_kind", "other_value"))]
    rows = ibis.union(*told, *(ends.mutate(loaded_at=ibis.null("timestamp('UTC')")) for ends in linked))
    named = rows.filter(rows.value.notnull(), rows.value != UNKNOWN)
    return named.group_by("tenant_slug", "kind", "value").aggregate(loaded_at=named.loaded_at.max())


class Identity(
    Entity,
    name="identity",
    table="dim_identities",
    reads=(Reads("customer", stage="unified"), Reads("order", stage="unified"), Reads("user"), Reads("trace")),
):
    """One row an identifier of a person: keys of customers, orders and visitors, hashed e-mails, accounts and devices.

    Two identifiers belong to one person where rows of the tenant tell them together, or a chain of such rows does. Identifiers that
    many share, such as the e-mail address of a till, belong to nobody and have no row, unless they are a customer, order or visitor.
    """

    identity_kind: Annotated[str | None, Key(), Dimension()] = None
    """What identifies: email, customer, account, visitor, device or order."""
    identity_value: Annotated[str | None, Key()] = None
    """The identifier: the key of a customer, order or visitor; the SHA-256 of an e-mail address; the id of an account or device."""
    identity_member_key: str | None = None
    """The key of the customer, order or visitor that is identified; empty for other identifiers."""
    identity_person_id: Annotated[str | None, Reference("person")] = None
    """The id of the person; it is made of the person's smallest identifier, so that every run and machine gives the same."""

    derive = _identified
    promises = (
        Promise(
            "identity_whole",
            "No two linked identifiers belong to two persons: chains of identifiers are no longer than can be followed.",
            lambda rows: rows.filter(rows.identity_person_key.isnull()),
        ),
    )
