"""Leaving when the terminal goes away (a closed window, a dropped connection) or on SIGTERM.

Mostly the system ends the program then. Where it does not (started by another program, detached,
under `nohup`), Textual 8 reads the end of its input again and again, for ever, at full speed.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from time import sleep

GLANCE = 1.0  # seconds between two looks, each one system call
HUNG_UP, ENDED = 129, 143
"""The exit codes of a program that ends by a hang-up, and by SIGTERM, as shells count."""


def leave_with_terminal() -> None:
    """End the program within two seconds once its terminal is gone.

    In a thread of its own: what is to be drawn blocks the event loop when nobody reads it.
    Nothing is lost: what was told to be saved is on the disk, as after a kill.
    """
    threading.Thread(target=_watch, args=(sys.stdin.fileno(),), name="hang-up", daemon=True).start()


def leave_when_asked(leave: Callable[[], None]) -> None:
    """Call `leave` on the event loop at SIGTERM, so that the terminal is left as it was found."""

    def asked(signum: int, frame: object) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(leave)

    signal.signal(signal.SIGTERM, asked)


def _watch(terminal: int) -> None:
    while os.isatty(terminal):
        sleep(GLANCE)
    os._exit(HUNG_UP)
