"""站内提醒 as answered."""

from marshmallow import Schema

from api.schemas.service import parts


class NotificationSchema(Schema):
    id = parts.whole("编号")
    kind = parts.text("种类：reminder 临近截止、overdue 已逾期、job 定时作业失败，及其他")
    text = parts.text("内容")
    task_id = parts.whole("任务编号", null=True)
    evaluation_id = parts.whole("自评编号", null=True)
    plan_id = parts.whole("目标表编号", null=True)
    at = parts.moment("时间")
    read_at = parts.moment("读过的时间", null=True)
