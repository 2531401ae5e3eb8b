"""A few child processes that read files; each is replaced after so many files and after any that it did not read."""

import queue
from types import TracebackType

from api.parsing.worker import Worker
from api.problems.refusals_files import ParsersBusy
from indicators.forms.faults import TooMuch
from indicators.forms.grid import Source

MEGABYTE = 1024 * 1024
FILE_SIZE = 20 * MEGABYTE
MEMORY = 512 * MEGABYTE
SECONDS = 5
FILES = 50
WAIT = 30  # seconds that a caller waits for its turn


class Pool:
    """Safe to use from several threads; close it when done. Children start when the first file comes."""

    def __init__(self, size: int = 2, *, seconds: int = SECONDS, memory: int = MEMORY, wait: int = WAIT) -> None:
        self.seconds, self.memory, self.wait, self.size = seconds, memory, wait, size
        # A slot holds a child, or None until one is needed; a child that is just starting waits behind the others.
        self._slots: queue.Queue[Worker | None] = queue.Queue()
        for _ in range(size):
            self._slots.put(None)

    def read(self, data: bytes, name: str = "") -> Source:
        """The tables and texts of a file.

        Refusals: those of ``indicators.forms.faults``; FileTooCostly for one that takes more memory or time than a
        child has; ParsersBusy when no child was free for ``wait`` seconds.
        """
        if len(data) > FILE_SIZE:
            raise TooMuch("文件的字节数", FILE_SIZE)
        worker = self._taken()
        kept = None
        try:
            source = worker.ask(data, name)
            kept = worker if worker.read < FILES else None
            return source
        finally:
            if kept is None:
                worker.end()
            self._slots.put(kept or self._started())

    def close(self) -> None:
        """End all children; waits for the files that are being read."""
        for _ in range(self.size):
            worker = self._slots.get()
            if worker:
                worker.end()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _taken(self) -> Worker:
        try:
            return self._slots.get(timeout=self.wait) or self._started()
        except queue.Empty:
            raise ParsersBusy(self.wait) from None

    def _started(self) -> Worker:
        return Worker(self.memory, self.seconds, FILES)
