"""A few child processes that read files; each is replaced after so many files and after any that it did not read."""

import queue
import weakref
from types import TracebackType
from typing import Generic, Self, TypeVar

from api.parsing.packing import unpacked
from api.parsing.worker import Task, Worker
from api.problems.refusals_files import ParsersBusy
from indicators.forms.faults import REFUSED, TooMuch
from indicators.forms.grid import Source

MEGABYTE = 1024 * 1024
FILE_SIZE = 20 * MEGABYTE
MEMORY = 512 * MEGABYTE
SECONDS = 5
FILES = 50
WAIT = 30  # seconds that a caller waits for its turn
FORMS = Task("api.parsing.child", unpacked, {refusal.__name__: refusal for refusal in REFUSED})
T = TypeVar("T")


def _end_all(slots: "queue.Queue[Worker[T] | None]") -> None:
    """Every child that waits for a file is ended."""
    while not slots.empty():
        if worker := slots.get_nowait():
            worker.end()


class Children(Generic[T]):
    """Safe to use from several threads. Children start when the first file comes, and end with it at the latest."""

    def __init__(
        self, task: Task[T], size: int = 2, *, seconds: int = SECONDS, memory: int = MEMORY, wait: int = WAIT
    ) -> None:
        self.task, self.seconds, self.memory, self.wait, self.size = task, seconds, memory, wait, size
        # A slot holds a child, or None until one is needed; a child that is just starting waits behind the others.
        self._slots: queue.Queue[Worker[T] | None] = queue.Queue()
        for _ in range(size):
            self._slots.put(None)
        weakref.finalize(self, _end_all, self._slots)

    def read(self, data: bytes, name: str = "") -> T:
        """What a child answers about a file.

        Refusals: those of the task; FileTooCostly for a file that takes more memory or time than a child has;
        ParsersBusy when no child was free for ``wait`` seconds.
        """
        if len(data) > FILE_SIZE:
            raise TooMuch("文件的字节数", FILE_SIZE)
        worker = self._taken()
        kept = None
        try:
            answer = worker.ask(data, name)
            kept = worker if worker.read < FILES else None
            return answer
        finally:
            if kept is None:
                worker.end()
            self._give_back(kept)

    def close(self) -> None:
        """End all children; waits for the files that are being read. Closed once more, there is nothing to end."""
        for _ in range(self.size):
            worker = self._slots.get()
            if worker:
                worker.end()
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _taken(self) -> Worker[T]:
        try:
            found = self._slots.get(timeout=self.wait)
        except queue.Empty:
            raise ParsersBusy(self.wait) from None
        try:
            return found or self._started()
        except BaseException:
            self._slots.put(None)  # no slot is lost where the system starts no process; the next caller tries again
            raise

    def _give_back(self, kept: Worker[T] | None) -> None:
        """The slot with its child, or with a new one; without any where none can be started now."""
        try:
            kept = kept or self._started()
        finally:
            self._slots.put(kept)

    def _started(self) -> Worker[T]:
        return Worker(self.task, self.memory, self.seconds, FILES)


class Pool(Children[Source]):
    """Children that read the tables and texts of a file; their refusals are those of ``indicators.forms.faults``."""

    def __init__(self, size: int = 2, *, seconds: int = SECONDS, memory: int = MEMORY, wait: int = WAIT) -> None:
        super().__init__(FORMS, size, seconds=seconds, memory=memory, wait=wait)
