"""The BSL models, used in BSL's own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.catalog import Catalog
from engine.semantic import Layer


@pytest.fixture(scope="module")
def layer(star: Path, small: Catalog) -> Layer:
    return Layer.open(star, "acme", small)


def test_there_is_one_model_a_fact(layer: Layer) -> None:
    assert set(layer.models) == {"sale", "item", "visit"}


@pytest.mark.parametrize("dimension", ["sale.sale_status", "buyer.buyer_country", "date.date_month", "channel.channel_name"])
@pytest.mark.parametrize("measure", ["turnover", "sales", "average_sale", "sale_gifts", "gift_rate", "mean_rating"])
def test_bsl_answers_as_the_layer_does(layer: Layer, dimension: str, measure: str) -> None:
    found = layer.models["sale"].query(dimensions=[dimension], measures=[f"sale.{measure}"]).to_pyarrow()
    asked = layer.query([dimension.partition(".")[2]], [measure])
    assert {tuple(row.values()) for row in found.to_pylist()} == set(asked.rows)


def test_everything_carries_its_description(layer: Layer) -> None:
    for model in layer.models.values():
        described = [*model.get_dimensions().values(), *model.get_measures().values(), *model.get_calculated_measures().values()]
        assert all(field.description for field in described)
    assert layer.models["sale"].get_measures()["sale.turnover"].description == "What was paid."


def test_a_fact_that_is_referred_to_lends_no_measures(layer: Layer) -> None:
    measures = {*layer.models["item"].get_measures(), *layer.models["item"].get_calculated_measures()}
    assert measures == {"item.units"}


@pytest.mark.parametrize("column", ["tenant_slug", "sale_tenant_slug", "buyer_secret", "sale_loaded_at", "sale_amount"])
def test_columns_without_a_role_are_not_there(layer: Layer, column: str) -> None:
    with pytest.raises(Exception, match=column):
        layer.models["sale"].query(dimensions=[column], measures=["sale.sales"]).execute()


def test_time_dimensions_take_grains(layer: Layer) -> None:
    frame = layer.models["sale"].query(["date.date_day"], ["sale.sales"], time_grain="TIME_GRAIN_YEAR").execute()
    assert frame.to_numpy()[:, 1].tolist() == [2]
