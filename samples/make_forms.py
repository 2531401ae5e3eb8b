"""Writes samples/forms: every sample as xlsx in its family's layout, each publication's forms as one docx and one pdf.

The same samples give the same bytes: clocks in the files stand still. A test fails when the files are out of date.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from api.actions.formfiles import drawn_all
from api.schemas import load_document
from indicators.model import Document

SAMPLES = Path(__file__).parent
FOLDER = SAMPLES / "forms"
PUBLICATIONS = ("huangpi-2023", "jilin-2023", "mohrss-2023", "mohrss-2025", "sichuan-2023")
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_STILL = rb"\g<1>2024-01-01T00:00:00Z"


def files() -> Iterator[tuple[str, bytes]]:
    """The name and the content of every file."""
    samples = {path.stem: _loaded(path) for path in sorted(SAMPLES.glob("*.json"))}
    for name, document in samples.items():
        yield f"{name}.xlsx", made([document], "xlsx")
    for name in PUBLICATIONS:
        together = of(name, samples)
        kinds = ("xlsx", "docx", "pdf") if name.startswith("sichuan") else ("docx", "pdf")
        for kind in kinds:
            yield f"{name}.{kind}", made(together, kind)


def of(publication: str, samples: Mapping[str, Document]) -> list[Document]:
    """The documents of one publication; a whole agency's stands before those of its projects."""
    found = [document for name, document in samples.items() if name.startswith(publication)]
    return sorted(found, key=lambda document: document.project is not None)


def made(documents: list[Document], kind: str) -> bytes:
    """The documents in one file, each in its usual family."""
    content = drawn_all(documents, kind).content
    return content if kind == "pdf" else _without_clock(content)


def _loaded(path: Path) -> Document:
    return load_document(json.loads(path.read_text(encoding="utf-8")))


def _without_clock(content: bytes) -> bytes:
    """An office file whose parts all bear the same date."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as given, ZipFile(out, "w") as kept:
        for name in given.namelist():
            part = given.read(name)
            entry = ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            kept.writestr(entry, _CLOCK.sub(_STILL, part) if name == "docProps/core.xml" else part)
    return out.getvalue()


def main() -> None:
    """Write the files that differ from what stands there."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in files():
        path = FOLDER / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


if __name__ == "__main__":
    main()
