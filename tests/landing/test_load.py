from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from contracts.kinds import Kind
from engine.landing.load import Frame, evened


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_frames_are_evened_without_losing_a_row_or_their_order(heights: list[int], size: int) -> None:
    rows = pl.Series("x", range(sum(heights)), dtype=pl.Int64)
    frames, start = [], 0
    for height in heights:
        frames.append(Frame(rows.slice(start, height).to_frame(), {"x": Kind.BIGINT}))
        start += height
    even = list(evened(frames, size))
    assert [value for frame in even for value in frame.data["x"]] == rows.to_list()
    assert all(len(frame.data) == size for frame in even[:-1])
    assert bool(even) == bool(frames)


def test_frames_of_another_shape_start_anew() -> None:
    one, two = pl.DataFrame({"x": [1, 2, 3]}), pl.DataFrame({"x": [4], "y": ["a"]})
    even = evened([Frame(one, {"x": Kind.BIGINT}), Frame(two, {"x": Kind.BIGINT, "y": Kind.TEXT})], 2)
    assert [frame.data.shape for frame in even] == [(2, 1), (1, 1), (1, 2)]
