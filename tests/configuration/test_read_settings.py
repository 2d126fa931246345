from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.configuration import check_platforms, read_settings
from engine.errors import EngineError, SettingsError
from engine.settings import DemoExtract, FilesExtract, WarehouseExtract
from tests.conftest import MakeProject


def complaint(root: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(root)
    return caught.value.what


def adopting(*extracts: str) -> str:
    """A tenant with a source for each extraction of tables that someone else landed, the first one on line 5."""
    sources = "".join(f"      - {{platform: p, connection: c{n}, extract: {{kind: warehouse, {e}}}}}\n" for n, e in enumerate(extracts))
    return f"tenants:\n  - slug: a\n    name: A\n    sources:\n{sources}"


@pytest.mark.parametrize(
    "extracts",
    [
        ("schema: x", "schema: y"),
        ("schema: x, prefix: shop_", "schema: x, prefix: ads_"),
        ("schema: x, tables: {orders: o}", "schema: x, tables: {orders: p}", "schema: x, prefix: shop_"),
    ],
)
def test_sources_may_share_a_schema_but_no_table(make_project: MakeProject, extracts: tuple[str, ...]) -> None:
    (tenant,) = read_settings(make_project(adopting(*extracts))).tenants
    assert len(tenant.sources) == len(extracts)


def test_everything_declared_arrives(make_project: MakeProject) -> None:
    root = make_project(
        """\
warehouse: {path: data/w.duckdb}
tenants:
  - slug: acme
    name: Acme
    time_zone: Europe/Berlin
    currency: EUR
    logic: {conversion_events: [purchase, sign_up]}
    sources:
      - {platform: shopify, connection: shop_eu, extract: {kind: files, path: records}}
      - {platform: facebook_ads, extract: {kind: demo, seed: 7, start: 2024-02-01}}
      - platform: google_ads
        extract: {kind: warehouse, schema: airbyte, tables: {ads: ad_group_ad}, loaded_at: synced}
"""
    )
    found = read_settings(root)
    (tenant,) = found.tenants
    assert found.database == root / "data" / "w.duckdb"
    assert (tenant.slug, tenant.zone.key, tenant.currency) == ("acme", "Europe/Berlin", "EUR")
    assert tenant.logic.conversion_events == ("purchase", "sign_up")
    assert [source.connection for source in tenant.sources] == ["shop_eu", "facebook_ads", "google_ads"]
    assert tenant.sources[0].extract == FilesExtract(kind="files", path=Path("records"))
    assert tenant.sources[1].extract == DemoExtract(kind="demo", seed=7, start=date(2024, 2, 1))
    adopted = WarehouseExtract(kind="warehouse", schema="airbyte", tables={"ads": "ad_group_ad"}, loaded_at="synced")
    assert tenant.sources[2].extract == adopted


def test_an_empty_file_declares_nothing(make_project: MakeProject) -> None:
    assert read_settings(make_project("# nothing yet\n")).tenants == ()


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("tenant: []\n", "config.yaml:1: tenant: there is no such key. Did you mean 'tenants'?"),
        ("root: /tmp\n", "config.yaml:1: root: there is no such key. Known: tenants, warehouse."),
        ("tenants:\n  - slug: a\n    name: A\n    curency: USD\n", "config.yaml:4: tenants.curency: there is no such key. Did you mean"),
        ("tenants:\n  - name: A\n", "config.yaml:2: tenants.slug: is missing"),
        ("tenants:\n  - {slug: a, name: A, sources: [{platform: shopify}]}\n", "config.yaml:2: tenants.sources.extract: is missing"),
        ("tenants: acme\n", "config.yaml:1: tenants: must be a list"),
        ("- tenants\n", "config.yaml:1: must be keys and values"),
        ("tenants:\n  - slug: a\n    name: A\n    slug: b\n", "config.yaml:4: the key 'slug' stands here a second time (first on line 2)"),
        ("tenants:\n  - slug: a\n    name: A\n    time_zone: Mars/Olympus\n", "config.yaml:4: tenants.time_zone: 'Mars/Olympus' is not"),
        ("tenants:\n  - slug: a\n    name: A\n    currency: usd\n", "config.yaml:4: tenants.currency: 'usd' must be a code of three"),
        ("tenants:\n  - {slug: a, name: A, logic: [x]}\n", "config.yaml:2: tenants.logic: must be keys and values"),
        (
            "tenants:\n  - {slug: a, name: A, sources: [{platform: p, extract: files}]}\n",
            "tenants.sources.extract: must be keys and values",
        ),
        ("tenants:\n  - slug: a\n    name: 5\n", "config.yaml:3: tenants.name: 5 is not text; put it in quotes"),
        ("tenants:\n  - {slug: a, name: A}\n  - slug: a\n    name: B\n", "config.yaml:3: tenants: the slug 'a' is taken on line 2"),
        (
            adopting("schema: x, prefixes: y"),
            "config.yaml:5: tenants.sources.extract.prefixes: there is no such key. Did you mean 'prefix'?",
        ),
        (adopting("schem: x"), "config.yaml:5: tenants.sources.extract.schem: there is no such key. Did you mean 'schema'?"),
        (adopting("schema: x'y"), 'config.yaml:5: tenants.sources.extract.schema: "x\'y" must be a name without quotes'),
        (adopting("schema: x, prefix: y, tables: {a: b}"), "config.yaml:5: tenants.sources.extract: give tables or a prefix, not both"),
        (adopting("schema: x, tables: {a: b, c: b}"), "config.yaml:5: tenants.sources.extract.tables: give each object a table of its own"),
        (adopting("schema: raw_a"), "config.yaml:5: tenants.sources.extract.schema: 'raw_a' is the engine's own schema"),
        (adopting("schema: star"), "config.yaml:5: tenants.sources.extract.schema: 'star' is the engine's own schema"),
        (adopting("schema: x", "schema: X, prefix: y"), "config.yaml:6: tenants.sources.extract: tables of 'X' are those of line 5 too"),
        (adopting("schema: x, tables: {a: b}", "schema: x, tables: {c: b}"), "config.yaml:6: tenants.sources.extract: tables of 'x' are"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(make_project: MakeProject, config: str, expected: str) -> None:
    assert expected in complaint(make_project(config))


@pytest.mark.parametrize("slug", ["a'b", 'a"b', "a.b", "a__b", "A", "1a", "a-b", "a b", "_a", "a_", "a;drop", "ä", "a" * 41, "a\n"])
def test_a_slug_that_is_no_name_is_refused(make_project: MakeProject, slug: str) -> None:
    written = slug.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    assert "config.yaml:2: tenants.slug: " in complaint(make_project(f'tenants:\n  - slug: "{written}"\n    name: A\n'))


def test_every_wrong_line_is_told_at_once(make_project: MakeProject) -> None:
    config = """\
warehouse: {pth: x}
tenants:
  - slug: a.b
    name: A
    sources:
      - {platform: shopify, extract: {kind: demmo}}
      - {platform: shopify, extract: {kind: demo, moths: 3}}
"""
    lines = complaint(make_project(config)).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["config.yaml:1", "config.yaml:3", "config.yaml:6", "config.yaml:7", "config.yaml:7"]
    assert "Did you mean 'demo'?" in lines[2]
    assert any("tenants.sources.extract.moths: there is no such key. Did you mean 'months'?" in line for line in lines)
    assert any("the connection 'shopify' is taken on line 6" in line for line in lines)


def test_one_platform_twice_needs_names(make_project: MakeProject) -> None:
    sources = "[{platform: shopify, extract: {kind: demo}}, {platform: shopify, connection: second, extract: {kind: demo}}]"
    found = read_settings(make_project(f"tenants:\n  - {{slug: a, name: A, sources: {sources}}}\n"))
    assert [source.connection for source in found.tenants[0].sources] == ["shopify", "second"]


@pytest.mark.parametrize(
    ("config", "line"),
    [("tenants: [", 1), ("a: b: c\n", 1), ("tenants:\n\t- slug: a\n", 2), ("x: *nowhere\n", 1), ("a: &a [*a]\n", 1), ("? [a]\n: b\n", 1)],
)
def test_what_is_no_yaml_is_refused_with_its_line(make_project: MakeProject, config: str, line: int) -> None:
    root = make_project(config)
    with pytest.raises(SettingsError, match="is not valid YAML") as caught:
        read_settings(root)
    assert caught.value.where in {f"{root / 'config.yaml'}:{at}" for at in (line, line + 1)}


def test_a_file_that_is_no_text_is_refused(make_project: MakeProject) -> None:
    root = make_project("")
    (root / "config.yaml").write_bytes(b"tenants: \xff\xfe")
    assert "cannot be read" in complaint(root)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.text(alphabet="tenants: []{}-\n&*!|>'\"?#slug,0159T:%@`~", max_size=80),
        st.builds("tenants:\n  - slug: {}\n    name: {}\n".format, st.text(max_size=12), st.text(max_size=12)),
    )
)
def test_no_text_ends_in_anything_but_settings_or_an_error_to_mend(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read_settings(tmp_path)
    except EngineError as error:
        assert error.what


def test_an_unknown_platform_is_named_with_its_line(make_project: MakeProject) -> None:
    config = "tenants:\n  - slug: a\n    name: A\n    sources:\n      - platform: shopfy\n        extract: {kind: demo}\n"
    found = read_settings(make_project(config))
    with pytest.raises(SettingsError) as caught:
        check_platforms(found, ["shopify", "facebook_ads"])
    assert "config.yaml:5: tenants.sources.platform: no contract serves the platform 'shopfy'. Did you mean 'shopify'?" in caught.value.what
    check_platforms(found, ["shopfy"])


def test_an_unknown_tenant_is_asked_back(project: Path) -> None:
    found = read_settings(project)
    assert found.tenant("tyrell_corp").name == "Tyrell Corporation"
    with pytest.raises(SettingsError, match="Did you mean 'tyrell_corp'"):
        found.tenant("tyrel_corp")
