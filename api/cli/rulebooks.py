"""jixiao rulebooks, schema: what we score by, and what a document looks like."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from api.cli.chinese import ChineseCommand
from api.cli.shared import FINE, folders_option, json_option, library, print_json
from api.cli.tables import table
from api.schemas import json_schema
from api.views.rulebooks import rulebook_json, summary_json
from scoring.describe import describe
from scoring.rulebook import Rulebook
from scoring.wording import citation


@click.command(cls=ChineseCommand)
@click.argument("id", required=False, metavar="[编号]")
@folders_option
@json_option
def rulebooks(id: str | None, folders: Sequence[Path], as_json: bool) -> int:
    """列出评分办法；给出编号时列出它的各项规定和出处。"""
    books = library(folders)
    if id:
        book = books.get(id)
        if as_json:
            print_json(rulebook_json(book))
        else:
            click.echo("\n".join(_told(book)))
    elif as_json:
        print_json([summary_json(books.get(each)) for each in books.ids()])
    else:
        click.echo(table(("编号", "名称", "适用"), [_row(books.get(each)) for each in books.ids()], (20, 60, 40)))
    return FINE


def _row(book: Rulebook) -> tuple[str, str, str]:
    return book.id, book.title, f"{'、'.join(book.places)}，{_years(book)}"


def _years(book: Rulebook) -> str:
    if book.last_year is None:
        return f"{book.first_year} 年起"
    return f"{book.first_year} 年" if book.last_year == book.first_year else f"{book.first_year}—{book.last_year} 年"


def _told(book: Rulebook) -> Iterator[str]:
    yield f"{book.title}（{book.id}）"
    yield book.summary
    yield f"适用：{'、'.join(book.places)}，{_years(book)}" + (f"；继承 {book.extends}" if book.extends else "")
    yield f"摘要值：{book.digest}"
    if book.limits:
        yield f"局限：{book.limits}"
    yield "\n各项规定及出处（* 为本办法自己的规定，其余继承而来）："
    for each in describe(book):
        yield f" {'*' if each.own else ' '} {each.title}：{'；'.join(each.sentences)}"
        for clause in each.clauses:
            yield f"      {citation(clause)}"


@click.command(cls=ChineseCommand)
@click.argument("kind", type=click.Choice(["plan", "self-evaluation"]), metavar="plan|self-evaluation")
@json_option
def schema(kind: str, as_json: bool) -> int:
    """输出绩效目标表（plan）或绩效自评表（self-evaluation）的 JSON Schema。"""
    print_json(json_schema(kind))
    return FINE
