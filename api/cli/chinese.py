"""click in Chinese: usage, headings, and every mistake in a sentence; no traceback reaches a user."""

import os
import re
import sys
from collections.abc import Iterable
from typing import Any

import click
from click import exceptions

from api.backup.refusals import BadBackup, InTheWay, NoBackup
from api.cli.tables import padded, width
from api.problems.faults import InvalidDocument
from api.problems.refusals import ChooseRulebook
from api.problems.refusals_jobs import JobFailed
from api.problems.table import REFUSALS, detail
from api.settings import BrokenSetting
from scoring.tables import RulebookError

REFUSED = 2
TOLD: tuple[type[Exception], ...] = (*REFUSALS, BrokenSetting, RulebookError, NoBackup, BadBackup, InTheWay, JobFailed)
_BOUNDS = re.compile(r"\[(\d+)<=x<=(\d+)\]")
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")
_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …"), "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns, aligned by the columns of the terminal; a long text is left to the terminal to wrap."""
        rows = list(rows)
        first = min(col_max, max(width(term) for term, _ in rows)) + col_spacing
        for term, text in rows:
            self.write(f"{'':>{self.current_indent}}{padded(term, first, 'left')}{_extra(text)}\n")


def _extra(text: str) -> str:
    """What click appends to the help of an option, in Chinese."""
    return _BOUNDS.sub(r"［\1 至 \2］", text).replace("[required]", "［必填］")


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示此说明。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """The whole program: what a command returns is the exit code; a refusal is a sentence and exit code 2."""

    command_class = ChineseCommand

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a reader that went away (``| head``) is noticed here, before click makes it a 1."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains once more
            ctx.exit(REFUSED)
        return result

    def main(self, *args: Any, **options: Any) -> Any:
        options["standalone_mode"] = False
        sys.exit(_exit_code(lambda: super(ChineseGroup, self).main(*args, **options)))


def _exit_code(run: Any) -> int:
    try:
        code = run()
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
    except click.ClickException as error:
        _show(error)
    except TOLD as error:
        click.echo(told(error), err=True)
    except OSError:  # files are read elsewhere, and refused there: this is the output
        click.echo("结果写不出去：请检查磁盘空间，或换一个输出的去处", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        return code if isinstance(code, int) else 0
    return REFUSED


def told(error: Exception) -> str:
    """A refusal as text, with its places."""
    if isinstance(error, ChooseRulebook):
        path = f"{error.path}：" if error.path else ""
        candidates = (f"  {each.message}" for each in error.errors if error.options)
        return "\n".join([f"{path}{error.reason}", *candidates, "请用 --rulebook 指定"])
    errors = error.errors if isinstance(error, InvalidDocument) else ()
    return "\n".join([detail(error), *(f"  {each.message}" for each in errors)])


def _show(error: click.ClickException) -> None:
    if isinstance(error, exceptions.NoArgsIsHelpError):
        click.echo(error.message, err=True)
        return
    if not isinstance(error, click.UsageError):
        click.echo(error.message, err=True)
        return
    context = error.ctx
    hint = f"\n说明见：{context.command_path} --help" if context else ""
    click.echo(_mistake(error) + hint, err=True)


def _mistake(error: click.UsageError) -> str:
    if isinstance(error, exceptions.NoSuchOption):
        return f"没有选项 {error.option_name}{_perhaps(error.possibilities)}"
    if isinstance(error, exceptions.MissingParameter):
        return f"缺少{_missing(error)}"
    if isinstance(error, exceptions.BadParameter) and error.param:
        return f"“{_called(error.param)}”的值不符合要求：{_wanted(error.param.type)}"
    if isinstance(error, exceptions.NoSuchCommand):
        return f"没有命令“{error.command_name}”{_perhaps(error.possibilities)}"
    if isinstance(error, exceptions.BadOptionUsage):
        return f"选项 {error.option_name} 用法不对：需要一个值，或不能带值"
    if extra := _EXTRA.match(error.message):
        return f"多出了“{extra[1]}”：请去掉，或用引号把带空格的一项括起来"
    return f"命令写法不对：{error.message}"


def _missing(error: exceptions.MissingParameter) -> str:
    """What the command cannot do without, as the help writes it: an option by its name and its value."""
    if not error.param or not error.ctx:
        return "参数"
    value = error.param.make_metavar(error.ctx)
    return f"选项 {_called(error.param)} {value}" if isinstance(error.param, click.Option) else value


def _called(param: click.Parameter) -> str:
    """An option by its name, an argument by what the help calls it."""
    return param.opts[-1] if isinstance(param, click.Option) else param.metavar or param.human_readable_name


def _perhaps(possibilities: Iterable[str] | None) -> str:
    return f"；是否指 {'、'.join(possibilities)}？" if possibilities else ""


def _wanted(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(kind.choices)} 之一"
    return f"应为 {kind.min} 至 {kind.max} 的整数" if isinstance(kind, click.IntRange) else "请核对"
