"""A wire between a program and a server that a test can slow, freeze and cut."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_LOOK_SECONDS = 0.05


class Proxy:
    """Passes on what both sides send, to ``target``. ``frozen``: it takes what is sent and passes nothing on."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.frozen = False
        self.refuses = False
        self.delay_seconds = 0.0
        self._ended = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._begin(self._take_in)

    def cut(self) -> None:
        """End every connection at once, and take none until ``mend``."""
        self.refuses = True
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.refuses = self.frozen = False
        self.delay_seconds = 0.0

    def end(self) -> None:
        self._ended.set()
        self.cut()
        for thread in self._threads:
            thread.join(timeout=60)

    def _begin(self, work, *given) -> None:
        self._threads.append(threading.Thread(target=work, args=given, daemon=True))
        self._threads[-1].start()

    def _take_in(self) -> None:
        with self._listening:
            while not self._ended.is_set():
                if select.select([self._listening], [], [], _LOOK_SECONDS)[0]:
                    self._begin(self._serve, self._listening.accept()[0])

    def _serve(self, near: socket.socket) -> None:
        with near:
            if self.refuses:
                return
            with socket.create_connection(self._target) as far:
                for one in (near, far):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open |= {near, far}
                back = threading.Thread(target=self._pass_on, args=(far, near), daemon=True)
                back.start()
                self._pass_on(near, far)
                back.join()
                self._open -= {near, far}

    def _pass_on(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while not self._ended.is_set():
                if not select.select([source], [], [], _LOOK_SECONDS)[0]:
                    continue
                data = source.recv(65536)
                while self.frozen and not self._ended.is_set():
                    time.sleep(0.01)
                if self.delay_seconds:
                    time.sleep(self.delay_seconds)
                if not data:
                    break
                to.sendall(data)
        for one in (source, to):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy_to(host: str, port: int) -> Iterator[Proxy]:
    proxy = Proxy((host, port))
    try:
        yield proxy
    finally:
        proxy.end()
