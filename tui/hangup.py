"""Leaving when the terminal goes away: a closed window, a dropped connection.

Mostly the system ends the program then. Where it does not (started by another program, detached,
under `nohup`), Textual 8 reads the end of its input again and again, for ever, at full speed.
"""

import os
import sys
import threading
from time import sleep

GLANCE = 1.0  # seconds between two looks, each one system call
HUNG_UP = 129
"""The exit code of a program that ends by a hang-up, as shells count."""


def leave_with_terminal() -> None:
    """End the program within two seconds once its terminal is gone.

    In a thread of its own: what is to be drawn blocks the event loop when nobody reads it.
    Nothing is lost: what was told to be saved is on the disk, as after a kill.
    """
    threading.Thread(target=_watch, args=(sys.stdin.fileno(),), name="hang-up", daemon=True).start()


def _watch(terminal: int) -> None:
    while os.isatty(terminal):
        sleep(GLANCE)
    os._exit(HUNG_UP)
