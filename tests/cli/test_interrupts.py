from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from engine.cli.interrupts import noticed_interrupts


@pytest.fixture
def swallowed() -> Iterator[None]:
    """SIGINT handled by someone who keeps it to himself, as dlt does."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("swallowed")
def test_an_interrupt_that_was_swallowed_is_noticed_once() -> None:
    with noticed_interrupts() as check:
        check()
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            check()
        check()


@pytest.mark.usefixtures("swallowed")
def test_an_interrupt_before_does_not_count() -> None:
    signal.raise_signal(signal.SIGINT)
    with noticed_interrupts() as check:
        check()


@pytest.mark.usefixtures("swallowed")
@pytest.mark.parametrize(("interrupted", "raised"), [(True, KeyboardInterrupt), (False, RuntimeError)])
def test_an_error_that_a_library_made_of_an_interrupt_is_one(interrupted: bool, raised: type[BaseException]) -> None:
    with pytest.raises(raised), noticed_interrupts():
        if interrupted:
            signal.raise_signal(signal.SIGINT)
        raise RuntimeError("Query interrupted")


def test_another_signal_is_no_interrupt() -> None:
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    with noticed_interrupts() as check:
        signal.raise_signal(signal.SIGUSR1)
        check()
    signal.signal(signal.SIGUSR1, before)
