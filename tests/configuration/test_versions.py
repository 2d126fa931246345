from __future__ import annotations

import pytest

from engine.versions import VersionsError, check_versions

GOOD = {
    "ibis-framework": "12.0.0",
    "sqlglot": "30.8.0",
    "boring-semantic-layer": "0.3.18",
    "duckdb": "1.5.6",
    "pandas": "2.3.3",
    "plotext": "5.3.2",
}


def test_the_installed_versions_are_taken() -> None:
    check_versions()


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"ibis-framework": "11.0.0"}, "ibis-framework 11.0.0 with sqlglot 30.8.0"),
        ({"sqlglot": "30.18.0"}, "ibis-framework 12.0.0 with sqlglot 30.18.0"),
        ({"boring-semantic-layer": "0.3.15"}, "boring-semantic-layer 0.3.15"),
        ({"duckdb": "2.0.0"}, "duckdb 2.0.0"),
        ({"pandas": "3.0.0rc1"}, "pandas 3.0.0rc1"),
        ({"plotext": "6.0"}, "plotext 6.0"),
        ({"sqlglotc": "30.8.0"}, "sqlglotc 30.8.0"),
    ],
)
def test_a_bad_combination_is_refused_in_one_line(changed: dict[str, str], named: str) -> None:
    with pytest.raises(VersionsError) as caught:
        check_versions({**GOOD, **changed}.get)
    assert caught.value.what.startswith(named)
    assert len(caught.value.what.splitlines()) == len(caught.value.do.splitlines()) == 1


def test_good_and_absent_versions_are_taken() -> None:
    check_versions(GOOD.get)
    check_versions({**GOOD, "ibis-framework": "11.0.0", "sqlglot": "27.9.1"}.get)
    check_versions({}.get)


def test_every_bad_combination_is_told() -> None:
    with pytest.raises(VersionsError) as caught:
        check_versions({**GOOD, "duckdb": "2.1.0", "pandas": "3.0"}.get)
    assert len(caught.value.what.splitlines()) == 2
