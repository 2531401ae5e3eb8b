"""jixiao target: how a cell is read."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from api import wire
from api.cell_words import HOW_TO_ANSWER, cell_text, question_sentences
from api.cli.chinese import ChineseCommand
from api.cli.files import Refused, unreadable
from api.cli.shared import FINE, json_option, print_json
from api.views.cells import pair_json
from api.wording import met_name
from indicators.reading import judge, read_actual, read_target


@click.command(cls=ChineseCommand)
@click.argument("text", required=False, metavar="指标值")
@click.option("--actual", default="", metavar="实际完成值", help="同时读实际完成值，并判定是否达到。")
@click.option("--batch", type=click.Path(), metavar="文件", help="逐行读“指标值<制表符>实际完成值”；- 为标准输入。")
@json_option
def target(text: str | None, actual: str, batch: str | None, as_json: bool) -> int:
    """看一格指标值是怎样读的。

    --batch 时每行输出一个 JSON 对象；没有制表符的行没有实际完成值。
    """
    if (text is None) == (batch is None):
        raise Refused("请给出一格指标值，或用 --batch 给出一个文件")
    if batch is not None:
        for line in _lines(batch):
            click.echo(wire.render(_pair(*line.partition("\t")[::2])))
    elif as_json:
        print_json(_pair(text or "", actual))
    else:
        click.echo("\n".join(_told(text or "", actual)))
    return FINE


def _pair(text: str, actual: str) -> dict[str, Any]:
    read = read_target(text)
    done = read_actual(actual, target=read)
    return pair_json(read, done, judge(read, done))


def _lines(name: str) -> Iterator[str]:
    """Lines end at a line feed only: a cell may hold other separators."""
    try:
        with click.open_file(name, "rb") as file:
            yield from _texts(iter(file))
    except UnicodeDecodeError as error:
        raise Refused(f"“{name}”不是 UTF-8 编码（第 {error.start + 1} 个字节起）") from None
    except OSError as error:
        raise unreadable(name, error) from None


def _texts(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        yield line.decode("utf-8").rstrip("\r\n")


def _told(text: str, actual: str) -> Iterator[str]:
    read = read_target(text)
    done = read_actual(actual, target=read)
    verdict = judge(read, done)
    yield f"指标值：{cell_text(read)}"
    if actual:
        yield f"实际完成值：{cell_text(done)}"
        yield f"结论：{met_name(verdict.met) or '不能判定'}"
    if asked := question_sentences(verdict.questions or read.questions, read, done):
        yield from (f"须询问：{each}" for each in asked)
        yield HOW_TO_ANSWER
