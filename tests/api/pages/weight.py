"""What a page weighs when nothing of it is in a cache: itself and every stylesheet and script that it names."""

import re
from collections.abc import Callable, Mapping

from flask.testing import FlaskClient

LIMIT = 150_000  # bytes, uncompressed
_NAMED = re.compile(r"<link rel=\"stylesheet\" href=\"([^\"]+)\"|<script[^>]* src=\"([^\"]+)\"")


def parts(get: Callable[[str], bytes], path: str) -> Mapping[str, int]:
    """The bytes of the page and of each file that it names."""
    page = get(path)
    named = [style or script for style, script in _NAMED.findall(page.decode())]
    return {path: len(page)} | {name: len(get(name)) for name in named}


def fetching(client: FlaskClient) -> Callable[[str], bytes]:
    """What an address answers to this browser."""

    def get(path: str) -> bytes:
        with client.get(path, follow_redirects=True) as answer:
            return answer.get_data()

    return get
