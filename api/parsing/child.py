"""The child process: one file after another from standard input, each answered with what stands in it or a refusal."""

import gc
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import IO

from api.parsing import screening
from api.parsing.packing import packed
from indicators.forms.faults import REFUSED

READY, READ, REFUSAL, SPENT = b"+", b"s", b"r", b"m"
HEADER = struct.Struct("<cQ")  # the kind of answer, its length
SIZES = struct.Struct("<QQ")  # the length of the name, of the file


Answering = Callable[[bytes, str], tuple[bytes, bytes]]


def serve(asked: IO[bytes], answers: IO[bytes], answering: Answering) -> None:
    """Answer until nobody asks any more."""
    answers.write(READY)
    answers.flush()
    while header := asked.read(SIZES.size):
        name, data = (asked.read(size) for size in SIZES.unpack(header))
        kind, answer = answering(data, name.decode("utf-8"))
        answers.write(HEADER.pack(kind, len(answer)))
        answers.write(answer)
        answers.flush()


def answered(data: bytes, name: str) -> tuple[bytes, bytes]:
    """The kind of answer and the answer: a source, a refusal with its facts, or that memory ran out."""
    return guarded(lambda: packed(screening.read(data, name)), REFUSED)


def guarded(read: Callable[[], bytes], refused: tuple[type[Exception], ...]) -> tuple[bytes, bytes]:
    """What was read, its refusal with its facts, or that memory ran out."""
    gc.disable()  # a table is many small objects and no cycle
    try:
        return READ, read()
    except refused as error:
        return REFUSAL, json.dumps([type(error).__name__, vars(error)]).encode()
    except (MemoryError, RecursionError):
        return SPENT, b""
    finally:
        gc.enable()
        gc.collect()


def limit(memory: int, seconds: int) -> None:
    """No more memory than this, no more seconds of work in all, no file written, no other program started."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def run(answering: Answering) -> None:
    """Keep the pipe of answers for the answers: whatever a library prints goes nowhere."""
    limit(*map(int, sys.argv[1:3]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, answering)


def main() -> None:
    """Read files."""
    run(answered)
