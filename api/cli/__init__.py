"""The command line: jixiao."""

import click

from api.cli.agencies import agencies
from api.cli.annex import annex
from api.cli.audit import audit
from api.cli.backup import backup, restore
from api.cli.check import check, compare, verify
from api.cli.chinese import ChineseGroup
from api.cli.doctor import doctor
from api.cli.explain import explain
from api.cli.importing import export, import_
from api.cli.init import init
from api.cli.jobs import jobs
from api.cli.narrative import narrative, rollup
from api.cli.people import people
from api.cli.reading import read, write
from api.cli.rulebooks import rulebooks, schema
from api.cli.score import score
from api.cli.serve import serve
from api.cli.target import target
from api.version import engine_version


@click.group(cls=ChineseGroup)
@click.version_option(engine_version(), message="jixiao %(version)s", help="显示版本。")
def main() -> None:
    """预算绩效自评计分：读懂绩效表，按注明出处的评分办法逐行计分、说明过程、核对公开结果。

    退出码：0 正常，1 发现问题，2 未能执行。
    """


for command in (
    score,
    check,
    verify,
    narrative,
    explain,
    compare,
    rollup,
    rulebooks,
    schema,
    target,
    read,
    write,
    annex,
    import_,
    export,
    serve,
    audit,
    jobs,
    backup,
    restore,
    doctor,
    init,
    people,
    agencies,
):
    main.add_command(command)
