"""定时作业的运行 as answered."""

from marshmallow import Schema

from api.schemas.service import parts


class JobRunSchema(Schema):
    id = parts.whole("编号")
    job = parts.text("作业")
    slot = parts.moment("哪一次：计划的时刻")
    attempts = parts.whole("第几次尝试")
    holder = parts.text("运行它的进程")
    started_at = parts.moment("开始时间")
    finished_at = parts.moment("结束时间", null=True)
    outcome = parts.text("结果：running 运行中、done 完成、failed 失败")
    detail = parts.text("说明")
