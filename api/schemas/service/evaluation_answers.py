"""自评 as answered."""

from marshmallow import Schema, fields

from api.schemas.answers import IssueSchema, RangeSchema, SheetSchema, exact
from api.schemas.document import SelfEvaluationSchema
from api.schemas.service.parts import flag, moment, one, several, text, whole


class EvaluationSchema(Schema):
    id = whole("编号")
    task_id = whole("自评任务编号")
    plan_id = whole("目标表编号")
    agency_id = whole("单位编号")
    agency = text("单位")
    year = whole("预算年度")
    name = text("名称")
    confidential = flag("涉密")
    state = text(
        "状态：draft 草稿、submitted 已提交、returned 已退回、approved 已审定、published 已公开、withdrawn 已撤回公开"
    )
    level = whole("已审定到第几级")
    levels = whole("共几级审核")
    round = whole("第几次提交")
    revision = whole("第几次修订")
    previous_id = whole("上一次修订的编号", null=True)
    latest = flag("是最新的修订")
    total = exact("总分", null=True)
    range = one(RangeSchema, "可能的总分范围")
    grade = text("等级")
    rate = exact("预算执行率（%）", null=True)
    open_lines = whole("没有得分的行数")
    owed = whole("还欠说明的行数")
    weak = whole("说明单薄的行数")
    version = whole("版本")
    created_at = moment("开始时间")
    updated_at = moment("更改时间")
    submitted_by = whole("提交人编号", null=True)
    submitted_at = moment("提交时间", null=True)
    approved_at = moment("审定时间", null=True)
    published_at = moment("公开时间", null=True)
    withdrawn_at = moment("撤回公开时间", null=True)


class MissingSchema(Schema):
    path = text("位置")
    message = text("缺什么，怎么办")
    code = text("代码，不变")


class ChangeSchema(Schema):
    where = text("位置")
    before = fields.Raw(required=True, allow_none=True, metadata={"title": "原来"})
    after = fields.Raw(required=True, allow_none=True, metadata={"title": "现在"})


class SavedSchema(Schema):
    evaluation = one(EvaluationSchema, "自评")
    sheet = one(SheetSchema, "评分表")
    missing = several(MissingSchema, "提交前还缺的")
    changed = several(ChangeSchema, "这次改了什么")


class StoredReviewSchema(Schema):
    where = text("行的位置")
    level = whole("第几级")
    value = text("复核认定值")
    score = exact("复核得分", null=True)
    opinion = text("复核意见")
    ground = text("扣分依据")
    clause = text("条款")
    reviewed_at = moment("复核时间")
    reviewer = text("复核人")


class StoredRemarkSchema(Schema):
    where = text("行的位置；空为整张表")
    text = text("理由")


class DecisionSchema(Schema):
    round = whole("第几次提交")
    level = whole("第几级")
    action = text("return_ 退回、approve 审定")
    opinion = text("意见")
    remarks = several(StoredRemarkSchema, "各行的理由")
    decided_at = moment("时间")
    decider = text("审核人")


class StoredSpotCheckSchema(Schema):
    id = whole("编号")
    where = text("行的位置；空为总分")
    score = exact("抽查得分", null=True)
    opinion = text("抽查意见")
    checked_at = moment("抽查时间")
    checker = text("抽查人")


class StoredEvidenceSchema(Schema):
    id = whole("编号")
    where = text("行的位置")
    name = text("文件名")
    media_type = text("类型")
    size = whole("字节数")
    sha256 = text("内容的 SHA-256")
    added_at = moment("上传时间")
    added_by = text("上传人")


class CoverSchema(Schema):
    lines = whole("有佐证的行数")
    of_lines = whole("总行数")
    weight = exact("有佐证的分值")
    of_weight = exact("总分值")
    share = exact("分值占比（%）", null=True)


class WholeSchema(Schema):
    evaluation = one(EvaluationSchema, "自评")
    document = one(SelfEvaluationSchema, "自评表")
    missing = several(MissingSchema, "提交前还缺的")
    evidence = several(StoredEvidenceSchema, "佐证材料")
    evidence_cover = one(CoverSchema, "佐证覆盖")
    reviews = several(StoredReviewSchema, "各级复核")
    decisions = several(DecisionSchema, "退回与审定")
    spot_checks = several(StoredSpotCheckSchema, "抽查")
    digest = text("审定快照的校验值（SHA-256）", null=True)


class ReviewViewSchema(Schema):
    evaluation = one(EvaluationSchema, "自评")
    sheet = one(SheetSchema, "评分表")
    issues = several(IssueSchema, "检查发现的问题")
    reviews = several(StoredReviewSchema, "各级复核")
    decisions = several(DecisionSchema, "退回与审定")
    changed = several(ChangeSchema, "上次提交以来改了什么")
    evidence_cover = one(CoverSchema, "佐证覆盖")


class StoredDeviationSchema(Schema):
    id = whole("编号")
    evaluation_id = whole("自评编号")
    evaluation = text("自评名称")
    agency_id = whole("单位编号")
    agency = text("单位")
    year = whole("预算年度")
    state = text("自评的状态")
    where = text("行的位置")
    name = text("指标")
    dimension = text("一级指标")
    category = text("二级指标")
    target = text("指标值")
    actual = text("实际完成值")
    cause = text("missed 未达到、over_achieved 超额、points_lost 被扣分；空为没有偏差")
    causes = fields.List(fields.String(), required=True, metadata={"title": "应说明的缘由"})
    direction = text("below 低于、above 高于、none 无从比较")
    amount = exact("偏差", null=True)
    unit = text("偏差的度量单位")
    share = exact("偏差占指标值的比例（%）", null=True)
    lost = exact("所失分数", null=True)
    draft = text("代拟的第一句")
    reason = text("原因")
    remedy = text("改进措施")
    explanation = text("not_owed 不必、owed 未填、insufficient 言之无物、weak 单薄、given 已说明")
    fault = text("不足之处")
    author = text("填写人", null=True)
    authored_at = moment("填写时间", null=True)


class EventSchema(Schema):
    number = whole("第几条")
    at = moment("时间")
    person = text("何人")
    action = text("何事")
    why = text("缘由")
    sentence = text("一句话")
    before = fields.Dict(required=True, metadata={"title": "改动前"})
    after = fields.Dict(required=True, metadata={"title": "改动后"})
    hash = text("校验值")


class ExplanationTextSchema(Schema):
    where = text("行的位置")
    reason = text("原因")
    remedy = text("改进措施")
    explanation = text("当时的评定")
    author = text("填写人")
    authored_at = moment("填写时间")


class HistorySchema(Schema):
    events = several(EventSchema, "办理经过")
    explanations = several(ExplanationTextSchema, "说明的历次文字")


class OutcomeSchema(Schema):
    id = whole("自评编号")
    done = flag("办成了")
    version = whole("现在的版本", null=True)
    code = text("未办成的代码", null=True)
    detail = text("未办成的原因", null=True)


class OutcomesSchema(Schema):
    results = several(OutcomeSchema, "逐份结果")


class PublishedSummarySchema(Schema):
    id = whole("编号")
    agency = text("单位")
    year = whole("预算年度")
    name = text("名称")
    revision = whole("第几次修订")
    total = exact("总分", null=True)
    range = one(RangeSchema, "可能的总分范围")
    grade = text("等级")
    rate = exact("预算执行率（%）", null=True)
    approved_at = moment("审定时间")
    published_at = moment("公开时间")


class PublishedSchema(Schema):
    evaluation = one(PublishedSummarySchema, "自评")
    document = one(SelfEvaluationSchema, "自评表")
    rulebook = fields.Dict(required=True, metadata={"title": "评分办法：编号、校验值"})
    sheet = one(SheetSchema, "评分表与计分过程")
    evidence = fields.List(fields.Dict(), required=True, metadata={"title": "佐证材料清单：名称与校验值"})
    engine_version = text("计分程序的版本")
    digest = text("快照的校验值（SHA-256）")


class GroundSchema(Schema):
    code = text("代码，不变")
    effect = text("见过的后果，供参考")
    evidence = text("依据的可靠程度")
    text = text("扣分依据")


class GroundsSchema(Schema):
    items = several(GroundSchema, "各项依据")
