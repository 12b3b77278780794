"""The process that forks a limited child for each file (python -m izdeu.documents.nursery FD)."""

import importlib
import itertools
import os
import pickle
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from izdeu.documents.cut import Cut, cut_out
from izdeu.documents.inside import Told, read_inside
from izdeu.documents.part import UnreadableDocument
from izdeu.documents.sandbox import HEAD, MEGABYTES, SECONDS

BATCH = 100
#: Loaded before the first file, so that each child has them at once.
LOADED = ("openpyxl", "lxml.html", "python_calamine", "pdfplumber", "cv2", "PIL.Image")


def serve(control: socket.socket) -> None:
    """Take requests until nobody sends any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for module in LOADED:
        _load(module)
    while True:
        message, answers, _, _ = socket.recv_fds(control, 1 << 20, 1)
        if not message:
            return
        (size,) = HEAD.unpack(message[: HEAD.size])
        while len(message) < size + HEAD.size:
            message += control.recv(1 << 20)
        _fork(control, socket.socket(fileno=answers[0]), message[HEAD.size :])


def _load(module: str) -> None:
    try:
        loaded = importlib.import_module(module)
        if module == "cv2":
            loaded.setNumThreads(0)
    except ImportError:
        return


def _fork(control: socket.socket, answer: socket.socket, request: bytes) -> None:
    if os.fork():
        answer.close()
        return
    control.close()
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _limit()
        _send(answer, os.getpid())
        _tell(answer, *pickle.loads(request))  # noqa: S301 - from our own parent process
        status = 0
    except BrokenPipeError:
        status = 0
    finally:
        os._exit(status)


def _limit() -> None:
    """Little memory, little time, no core on disk, nothing written, no further programs but one."""
    memory = MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _tell(answer: socket.socket, path: str, told: Told | tuple[Cut, ...]) -> None:
    try:
        if isinstance(told, tuple):
            for piece in cut_out(Path(path), told):
                _send(answer, piece)
            answer.sendall(HEAD.pack(0))
            return
        reading = read_inside(Path(path), told)
    except UnreadableDocument as refusal:
        _send(answer, str(refusal))
        return
    _send(answer, (reading.document, reading.columns, reading.text))
    items = iter(reading.items)
    while batch := list(itertools.islice(items, BATCH)):
        _send(answer, batch)
    answer.sendall(HEAD.pack(0))


def _send(answer: socket.socket, words: Any) -> None:
    message = pickle.dumps(words, protocol=pickle.HIGHEST_PROTOCOL)
    answer.sendall(HEAD.pack(len(message)) + message)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
