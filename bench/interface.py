"""What scoring adds to a request, beside the same application's schema load and dump; and a batch beside singles."""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, request

from api.answers import answer
from api.app import create_app
from api.intake import batch
from api.schemas import dump_document
from api.settings import Settings

FORM = Path(__file__).parents[1] / "samples" / "mohrss-2023-jinbao.json"
TOGETHER = 100


def application() -> Flask:
    """The application with three addresses more: one only takes the body, one loads it, one loads and dumps it."""
    folder = Path(tempfile.mkdtemp())
    app = create_app(Settings(database=folder / "jixiao.db", anonymous_scoring=True))

    @app.post("/bench/taken")
    def taken() -> Response:
        request.get_data(cache=False)
        return answer({})

    @app.post("/bench/loaded")
    def loaded() -> Response:
        batch()
        return answer({})

    @app.post("/bench/dumped")
    def dumped() -> Response:
        return answer([dump_document(document) for document in batch().documents])

    return app


def milliseconds(call: Callable[[], object], number: int) -> float:
    """CPU time of a call, the best of seven rounds."""
    found = []
    for _ in range(7):
        began = time.process_time()
        for _ in range(number):
            call()
        found.append((time.process_time() - began) / number * 1000)
    return min(found)


def main() -> None:
    """Print the parts of a request and the two ratios."""
    client, body = application().test_client(), FORM.read_bytes()

    def posting(path: str, data: bytes) -> Callable[[], object]:
        assert client.post(path, data=data, content_type="application/json").status_code == 200
        return lambda: client.post(path, data=data, content_type="application/json")

    many = json.dumps({"documents": [json.loads(body)] * TOGETHER}, ensure_ascii=False).encode()
    taken, loaded, dumped, scored = (
        milliseconds(posting(path, body), 60)
        for path in ("/bench/taken", "/bench/loaded", "/bench/dumped", "/api/v1/score")
    )
    together = milliseconds(posting("/api/v1/score", many), 1) / TOGETHER
    schema, scoring = dumped - taken, scored - loaded
    print(f"读入并写出文档：{schema:.2f} 毫秒；计分、检查并写出结果另加 {scoring:.2f} 毫秒；", end="")
    print(f"比值 {scoring / schema:.2f}（应不超过 1）")
    print(f"单张请求：{scored:.2f} 毫秒/张；{TOGETHER} 张一批：{together:.2f} 毫秒/张；", end="")
    print(f"比值 {together / scored:.2f}（应不超过 1）")


if __name__ == "__main__":
    main()
