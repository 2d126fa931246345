"""Interrupts (Ctrl-C) that are noticed even when a library keeps them to itself.

dlt delays them while it loads, then forgets them; DuckDB makes a RuntimeError of them.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def noticed_interrupts() -> Iterator[Callable[[], None]]:
    """Yields a check that raises KeyboardInterrupt when one arrived since, whoever handled it; for the main thread.

    An error that leaves the block checks too: it may be what a library made of the interrupt.
    """
    reader, writer = socket.socketpair()
    with reader, writer:
        reader.setblocking(False)
        writer.setblocking(False)
        before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        try:
            yield lambda: _check(reader)
        except Exception:
            _check(reader)
            raise
        finally:
            signal.set_wakeup_fd(before)


def _check(reader: socket.socket) -> None:
    try:
        received = reader.recv(4096)
    except BlockingIOError:
        return
    if signal.SIGINT in received:
        raise KeyboardInterrupt
