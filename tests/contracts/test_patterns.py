"""Patterns: what is let through, the warehouse can run."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.patterns import LONGEST, pattern_problem


def runs(pattern: str) -> bool:
    try:
        duckdb.execute("SELECT regexp_matches('abc', $1)", [pattern]).fetchall()
    except duckdb.Error:
        return False
    return True


@pytest.mark.parametrize(
    "pattern", [r"^(www\.)?google\.", "(?i)mail", "(?:a|b)+?", r"\d{2,4}", "[^/]+$", "(?P<name>x)", "é", "a{1000}", "", "[[:alpha:]]"]
)
def test_what_a_warehouse_runs_is_let_through(pattern: str) -> None:
    assert pattern_problem(pattern) is None
    assert runs(pattern)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(google", "missing )"),
        ("*", "nothing to repeat"),
        ("(?=x)", "looks around itself"),
        ("(?<!x)a", "looks around itself"),
        (r"(a)\1", "refers back to a group"),
        ("(?P<x>a)(?P=x)", "refers back to a group"),
        ("(a)?(?(1)b|c)", "depends on a group"),
        ("(?>a)", "atomic group"),
        ("a++", "repeats possessively"),
        ("a{1001}", "repeats more than 1000 times"),
        ("((a{100}){100})", "repeats more than 1000 times"),
        ("(?x)a b", "says '(?x'"),
        (r"a\Z", r"says '\\Z'"),
        ("a\bb", "write a backslash twice"),
        ("a" * (LONGEST + 1), "more than 500"),
        ("(" * 400 + ")" * 400, "the pattern has 800 characters"),
    ],
)
def test_what_it_cannot_run_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    assert reason in (pattern_problem(pattern) or "")


@given(st.one_of(st.text(max_size=12), st.text(alphabet=r"ab01(){}[]|*+?\.^$:=!<>P,-dswbBAZzuUNx#i&~'" + '"', max_size=16)))
def test_no_pattern_passes_that_the_warehouse_refuses(pattern: str) -> None:
    if pattern_problem(pattern) is None:
        assert runs(pattern), pattern
