"""What a row lacks, taken from its parents."""

from __future__ import annotations

from typing import Annotated, Any

import duckdb
import pytest
from ibis import _

from contracts.entity import Entity
from contracts.errors import ContractError
from contracts.roles import Dimension, Inherited, Key, Reference
from contracts.source import Api, Source

from .sinks import Sinks


class Firm(Entity, name="firm", table="dim_firms"):
    """One row a firm."""

    firm_id: Annotated[str | None, Key()] = None
    """The firm's id."""
    firm_currency: Annotated[str | None, Dimension()] = None
    """What it pays with."""


class Team(Entity, name="team", table="dim_teams"):
    """One row a team."""

    team_id: Annotated[str | None, Key()] = None
    """The team's id."""
    team_firm_id: Annotated[str | None, Reference("firm")] = None
    """Whose team it is."""


class Expense(Entity, name="expense", table="fct_expenses"):
    """One row an expense."""

    expense_id: Annotated[str | None, Key()] = None
    """The expense's id."""
    expense_currency: Annotated[str | None, Dimension(), Inherited("expense_firm_id", "firm_currency")] = None
    """What it was paid with."""
    expense_firm_id: Annotated[str | None, Reference("firm"), Inherited("expense_team_id", "team_firm_id")] = None
    """Who paid."""
    expense_team_id: Annotated[str | None, Reference("team")] = None
    """Who spent."""


class Receipt(Entity, name="receipt", table="fct_receipts"):
    """One row a team's receipt, or a firm's."""

    receipt_firm_id: Annotated[str | None, Key(unless=("receipt_team_id",))] = None
    """Whose it is."""
    receipt_team_id: Annotated[str | None, Key()] = None
    """Which team's it is."""


class Books(Source, api=Api("books_api_v1", ("books",))):
    """An accounting tool."""


class BooksFirm(Books, object="firms", key="id"):
    """A firm."""

    id: str | None = None
    currency: str | None = None

    feeds = (Firm.mapping(firm_id=_.id, firm_currency=_.currency),)


class BooksTeam(Books, object="teams", key="id"):
    """A team."""

    id: str | None = None
    firm: str | None = None

    feeds = (Team.mapping(team_id=_.id, team_firm_id=_.firm),)


class BooksExpense(Books, object="expenses", key="id"):
    """An expense."""

    id: str | None = None
    team: str | None = None
    firm: str | None = None
    currency: str | None = None

    feeds = (Expense.mapping(expense_id=_.id, expense_currency=_.currency, expense_firm_id=_.firm, expense_team_id=_.team),)


class BooksReceipt(Books, object="receipts", key=("team", "firm")):
    """A receipt."""

    team: str | None = None
    firm: str | None = None

    feeds = (Receipt.mapping(receipt_firm_id=_.firm, receipt_team_id=_.team),)


@pytest.fixture
def sinks(warehouse: duckdb.DuckDBPyConnection) -> Sinks:
    opened = Sinks(warehouse)
    opened.open([BooksFirm, BooksTeam, BooksExpense, BooksReceipt])
    return opened


def expenses(sinks: Sinks) -> list[dict[str, Any]]:
    members = {"expense_firm_id": (Firm, sinks.keep(Firm, BooksFirm)), "expense_team_id": (Team, sinks.keep(Team, BooksTeam))}
    return sinks.settle(Expense, BooksExpense, members=members)


def told(found: list[dict[str, Any]]) -> list[tuple[str | None, ...]]:
    return [(row["expense_id"], row["expense_firm_id"], row["expense_firm_key"], row["expense_currency"]) for row in found]


def test_a_row_inherits_through_its_parent_and_that_ones_parent(sinks: Sinks) -> None:
    sinks.push(BooksFirm, {"id": "f", "currency": "EUR"})
    sinks.push(BooksTeam, {"id": "t", "firm": "f"})
    sinks.push(BooksExpense, {"id": "1", "team": "t"}, {"id": "2", "team": "gone"}, {"id": "3"})
    assert told(expenses(sinks)) == [("1", "f", "shop:f", "EUR"), ("2", None, None, None), ("3", None, None, None)]


def test_what_a_row_says_itself_holds(sinks: Sinks) -> None:
    sinks.push(BooksFirm, {"id": "f", "currency": "EUR"}, {"id": "g", "currency": "USD"})
    sinks.push(BooksTeam, {"id": "t", "firm": "f"})
    sinks.push(BooksExpense, {"id": "1", "team": "t", "firm": "g"}, {"id": "2", "team": "t", "currency": "GBP"})
    assert told(expenses(sinks)) == [("1", "g", "shop:g", "USD"), ("2", "f", "shop:f", "GBP")]


def test_nothing_is_inherited_from_another_tenant_or_connection(sinks: Sinks) -> None:
    sinks.push(BooksTeam, {"id": "t", "firm": "f"}, tenant="b")
    sinks.push(BooksTeam, {"id": "t", "firm": "f"}, connection="other")
    sinks.push(BooksExpense, {"id": "1", "team": "t"})
    assert told(expenses(sinks)) == [("1", None, None, None)]


def test_what_stands_of_a_parent_is_inherited_and_no_other_of_its_records(sinks: Sinks) -> None:
    for load, currency in ((1, "USD"), (2, "EUR")):
        sinks.push(BooksFirm, {"id": "f", "currency": currency}, load=load)
    sinks.push(BooksExpense, {"id": "1", "firm": "f"})
    assert told(expenses(sinks)) == [("1", "f", "shop:f", "EUR")]


def test_a_row_is_the_same_one_whether_or_not_its_parent_is_told(sinks: Sinks) -> None:
    sinks.push(BooksReceipt, {"team": "t", "firm": "f"}, {"firm": "f"}, load=1)
    sinks.push(BooksReceipt, {"team": "t"}, load=2)
    found = sinks.settle(Receipt, BooksReceipt)
    assert [(row["receipt_key"], row["receipt_firm_id"]) for row in found] == [("shop::t", None), ("shop:f:", "f")]


def test_a_column_inherits_through_a_reference_only() -> None:
    with pytest.raises(ContractError, match="inherited through 'stray_sort', which is no reference"):

        class Stray(Entity, name="stray", table="dim_strays"):
            """An entity that inherits through a column that leads nowhere."""

            stray_id: Annotated[str | None, Key()] = None
            """A key."""
            stray_sort: Annotated[str | None, Dimension(), Inherited("stray_sort", "firm_currency")] = None
            """A sort."""
