"""One child process as its parent sees it: asked with a deadline, ended when it does not answer."""

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from api.parsing.child import HEADER, READ, READY, REFUSAL, SIZES
from api.problems.refusals_files import FileTooCostly

T = TypeVar("T")
_ROOT = Path(__file__).parents[2]
_CHUNK = 1 << 20
_STARTING = 60  # seconds that a child may take until it is ready


class Task(NamedTuple, Generic[T]):
    """What children of one kind do: the module whose ``main`` they run, how their answer is unpacked, and the refusals
    that they may answer instead, by name."""

    module: str
    unpacked: Callable[[bytes], T]
    refusals: Mapping[str, type[Exception]]


class Worker(Generic[T]):
    """A running child; ``read`` counts the files that it was given."""

    def __init__(self, task: Task[T], memory: int, seconds: int, files: int) -> None:
        self.task, self.seconds, self.read = task, seconds, 0
        program = f"from {task.module} import main; main()"
        command = [sys.executable, "-c", program, str(memory), str(seconds * files + _STARTING)]
        # The child knows nothing of ours: no secret stands in its environment.
        environment = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=_ROOT,
            bufsize=0,
        )
        self.ready = False

    def ask(self, data: bytes, name: str) -> T:
        """What stands in the file; its refusal, or FileTooCostly where the child ran out of time or memory."""
        try:
            if not self.ready:
                self._take(len(READY), time.monotonic() + _STARTING)
                self.ready = True
            self.read += 1
            return self._answer(data, name)
        except (EOFError, TimeoutError, BrokenPipeError) as error:
            raise FileTooCostly(self.seconds) from error

    def end(self) -> None:
        """End the child and wait until it is gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def _answer(self, data: bytes, name: str) -> T:
        deadline = time.monotonic() + self.seconds
        said = name.encode("utf-8", "replace")
        assert self.process.stdin is not None
        for part in (SIZES.pack(len(said), len(data)), said, data):
            _write(self.process.stdin.fileno(), part)
        kind, size = HEADER.unpack(self._take(HEADER.size, deadline))
        return understood(self.task, kind, self._take(size, deadline), self.seconds)

    def _take(self, size: int, deadline: float) -> bytes:
        """So many bytes of the child's answer, before the deadline."""
        assert self.process.stdout is not None
        parts, missing = [], size
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while missing:
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise TimeoutError
                part = os.read(self.process.stdout.fileno(), min(missing, _CHUNK))
                if not part:
                    raise EOFError
                parts.append(part)
                missing -= len(part)
        return b"".join(parts)


def understood(task: Task[T], kind: bytes, answer: bytes, seconds: int) -> T:
    """What the child answered; its refusal, or FileTooCostly where it ran out of memory."""
    if kind == READ:
        return task.unpacked(answer)
    if kind == REFUSAL:
        refusal, facts = json.loads(answer)
        raise task.refusals[refusal](**facts)
    raise FileTooCostly(seconds)


def _write(pipe: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]
