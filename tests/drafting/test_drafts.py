from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from syrupy.assertion import SnapshotAssertion

from contracts.catalog import Catalog
from contracts.source import Api, Source
from engine.drafting.contract_draft import ContractDraft
from engine.drafting.subject import Subject
from engine.drafting.trial import contract_of
from tests.conftest import REPOSITORY

from .made import contract, drafted, reviews, types

RETURN = {
    "number": 12,
    "orderNumber": "1001",
    "version": "2.1",
    "changedAt": 1_735_689_600,
    "refund": {"amount": "12.50", "currency": "EUR"},
    "lines": [{"price": "12.50"}],
    "CTR (%)": "12.5%",
    "note": None,
    "_dlt_id": "x",
}


def formatted(draft: ContractDraft) -> subprocess.CompletedProcess[str]:
    ruff = [str(Path(sys.executable).parent / "ruff"), "format", "--diff", "--config", str(REPOSITORY / "pyproject.toml"), "-"]
    return subprocess.run(ruff, input=draft.text, capture_output=True, text=True, check=False)


def test_a_whole_file(snapshot: SnapshotAssertion) -> None:
    draft = drafted(RETURN, {**RETURN, "number": 13}, object_="returns")
    assert draft.passed
    assert draft.text == snapshot
    assert formatted(draft).returncode == 0


def test_long_names_and_keys_are_laid_out_as_ruff_does() -> None:
    ids = {f"{'very_' * 6}long_name_of_an_object_{n}_id": n for n in range(1, 4)}
    draft = drafted({**ids, f"{'Worded ' * 14}(EUR)": "1.5", f"{'price_' * 18}total": 2, 'of 12" discs': 1}, object_="discs")
    result = formatted(draft)
    assert result.returncode == 0, result.stdout
    assert draft.passed


def test_names_that_a_contract_cannot_have_keep_the_vendors_as_aliases() -> None:
    record = {"key": "a", "date": "2024-01-05", "class": "b", "1d_click": 1, "_links": {}, "名前": "c", "": "d"}
    columns = {column.name: column.aliases for column in contract(record).columns}
    assert columns["order_key"] == ("key", "order_key")
    assert columns["order_date"] == ("date", "order_date")
    assert {"order_class", "order_1d_click", "links"} <= columns.keys()
    assert columns["links"] == ()


def test_two_spellings_of_one_name_are_one_column_unless_a_record_has_both() -> None:
    assert list(types(drafted({"createdAt": "2024-01-05"}, {"created_at": "2024-01-06"}))) == ["created_at"]
    apart = drafted({"createdAt": "2024-01-05", "created_at": "2024-01-06"})
    assert apart.passed
    assert len(types(apart)) == 2


def test_objects_of_a_few_scalars_are_columns() -> None:
    draft = drafted({"id": 1, "money": {"amount": "1.5", "currency": "EUR"}, "address": {"city": "Rome", "geo": {"lat": 1}}})
    assert types(draft) == {"id": "int", "money_amount": "Decimal", "money_currency": "str", "address": "Json"}


def test_objects_that_customers_of_the_vendor_fill_stay_whole() -> None:
    assert types(drafted({"id": 1, "metadata": {"order_id": "7"}}))["metadata"] == "Json"


@pytest.mark.parametrize(
    "values",
    [
        [{"a": 1}, {"b": 2}],
        [{"a": 1}, {}],
        [{"2024-01-05": 1}],
        [{"a": 1}, "text"],
        [{}],
    ],
)
def test_objects_that_differ_stay_whole(values: list[object]) -> None:
    assert types(drafted(*({"id": n, "of": value} for n, value in enumerate(values))))["of"] == "Json"


def test_rows_of_objects_are_opened_whatever_stands_in_them() -> None:
    rows = [{"campaign": {"id": "1", "targets": []}, "metrics": {"clicks": "5"}}, {"campaign": {"id": "2"}, "metrics": {"cost": 1.5}}]
    draft = drafted(*rows, object_="campaign_reports")
    assert draft.passed
    assert types(draft) == {"campaign_id": "str", "campaign_targets": "Json", "metrics_clicks": "int", "metrics_cost": "Decimal"}


def test_an_object_whose_member_is_called_as_another_column_stays_whole() -> None:
    draft = drafted({"campaign": {"id": 1}, "campaign_id": 2})
    assert draft.passed
    assert types(draft)["campaign"] == "Json"


def test_a_value_that_only_landing_refuses_widens_its_column() -> None:
    draft = drafted({"id": 1, "of": "NaN"}, {"id": 2, "of": [1]})
    assert draft.passed


def test_what_can_never_land_is_told() -> None:
    draft = drafted({"id": 1, "note": "\ud83d"}, {"id": 2, "note": "a"})
    assert not draft.passed
    assert draft.trial and (draft.trial.landed, draft.trial.records, list(draft.trial.refusals)) == (1, 2, ["note"])


def test_the_mapping_that_is_suggested_stands_when_it_is_taken_out_of_its_comment() -> None:
    records = [{"id": 1, "order_id": 7, "created_at": "2024-01-05T10:00:00Z", "amount": "12.50", "currency": "EUR", "count": 3}]
    text = drafted(*records, object_="refunds").text
    body, hint = text.split("    # from ibis import _\n")
    lines = [line.removeprefix("    # ").rstrip() for line in hint.splitlines()]
    imports = [line for line in lines if line.startswith("from ")]
    feeds = dedent("\n".join(line for line in lines if not line.startswith(("from ", "    #"))))
    whole = body.replace("from contracts.source", "\n".join(["from ibis import _", *imports, "from contracts.source"]))
    made = contract_of(whole + "\n" + "\n".join(f"    {line}" for line in feeds.splitlines()))
    assert [mapping.entity for mapping in made.feeds] == ["refund"]
    values = made.feeds[0].values
    assert values["refund_amount"] is not None and values["refund_note"] is None


def test_a_platform_that_has_an_api_gets_no_second_one() -> None:
    class Stall(Source, api=Api("stall_v2", ("bookstall",))):
        pass

    class Order(Stall, object="orders", key="id"):
        id: int | None = None

    class Alone(Source, api=Api("alone_v1", ("alone", "alike"), global_ids=True), object="things", key="id"):
        id: int | None = None

    known = Catalog((), (Order, Alone), ())
    assert Subject.of("bookstall", "returns", known).bases == ("Stall",)
    assert Subject.of("bookstall", "orders", known).contracted == Order.__module__
    assert Subject.of("alike", "others", known).bases[1] == 'api=Api("alone_v1", ("alone", "alike"), global_ids=True)'
    assert Subject.of("new", "others", known).bases[1] == 'api=Api("new_api_v1", ("new",))'


def test_every_mark_is_counted() -> None:
    draft = drafted({"id": 1, "created": 1_690_000_000, "note": None})
    assert draft.reviews == len(reviews(draft)) + 1  # feeds
