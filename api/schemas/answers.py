"""What the interface answers, described: each field of every result by name and form."""

from typing import Any

from marshmallow import INCLUDE, Schema, fields

from api.schemas.fields import DECIMAL_PATTERN


def text(title: str) -> Any:
    """A text that is always there."""
    return fields.String(required=True, metadata={"title": title})


def exact(title: str, *, null: bool = False) -> Any:
    """A decimal as text."""
    return fields.String(required=True, allow_none=null, metadata={"title": title, "pattern": DECIMAL_PATTERN})


def listed(inner: type[Schema], title: str) -> Any:
    """A list of records."""
    return fields.List(fields.Nested(inner), required=True, metadata={"title": title})


def free(title: str) -> Any:
    """An object whose keys are data."""
    return fields.Dict(required=True, metadata={"title": title})


class RangeSchema(Schema):
    low = exact("最低")
    high = exact("最高")


class NamedSchema(Schema):
    rulebook = text("评分办法编号")
    rulebook_title = text("评分办法名称")
    rulebook_digest = text("评分办法摘要值（SHA-256）")
    recalled = fields.List(fields.String(), required=True, metadata={"title": "未核对原文的规定"})


class IssueSchema(Schema):
    code = text("代码，不变")
    severity = fields.String(required=True, metadata={"enum": ["error", "warning", "notice"], "title": "程度"})
    where = text("位置")
    message = text("说明")
    facts = free("说明中的数据")


class ExecutionSchema(Schema):
    rate = exact("执行率（%）", null=True)
    score = exact("执行率得分", null=True)
    weight = exact("分值")
    self_score = exact("自评得分", null=True)
    basis = text("依据")
    range = fields.Nested(RangeSchema, required=True)
    reason = text("待定的原因")
    trace = fields.Dict(allow_none=True, metadata={"title": "计分过程（?trace=1）"})


class QuestionSchema(Schema):
    code = text("疑问代码")
    about = text("target 或 actual")
    sentence = text("问什么，一句话")
    alternatives = fields.List(fields.String(), required=True, metadata={"title": "可作的答复"})


class LineSchema(Schema):
    where = text("位置")
    name = text("三级指标")
    dimension = fields.String(required=True, allow_none=True, metadata={"title": "一级指标"})
    category = fields.String(required=True, allow_none=True, metadata={"title": "二级指标"})
    weight = exact("分值", null=True)
    weight_origin = text("分值来源")
    target = text("指标值")
    actual = text("实际完成值")
    met = fields.Boolean(required=True, allow_none=True, metadata={"title": "是否达到"})
    self_score = exact("自评得分", null=True)
    computed_score = exact("计算得分", null=True)
    review_score = exact("复核得分", null=True)
    points = exact("计入得分", null=True)
    basis = fields.String(
        required=True,
        metadata={"enum": ["computed", "judged", "claimed", "reviewed", "open"], "title": "计入得分的依据"},
    )
    range = fields.Nested(RangeSchema)
    share_of_weight = fields.Nested(RangeSchema)
    reason = text("待定或由人判定的原因")
    questions = listed(QuestionSchema, "须答复的疑问")
    over_achieved = fields.Boolean(required=True, metadata={"title": "超额完成"})
    trace = fields.Dict(allow_none=True, metadata={"title": "计分过程（?trace=1）"})


class PoolSchema(Schema):
    points = exact("合计分值")
    lines = fields.List(fields.String(), required=True, metadata={"title": "各行"})
    range = fields.Nested(RangeSchema, required=True)
    closed = fields.Boolean(required=True, metadata={"title": "得分是否已确定"})


class DeviationSchema(Schema):
    where = text("位置")
    name = text("三级指标")
    cause = text("原因")
    direction = text("方向")
    amount = exact("相差", null=True)
    unit = text("度量单位")
    share = exact("偏差（%）", null=True)
    lost = exact("失分", null=True)


class OwedSchema(Schema):
    where = text("位置")
    name = text("三级指标")
    causes = fields.List(fields.String(), required=True, metadata={"title": "为何须说明"})
    draft = text("代拟首句")
    reason = text("已写原因")
    remedy = text("已写改进措施")
    outcome = text("是否说清：ok、weak、insufficient")
    cause = text("没有说清的原因")


class SheetSchema(NamedSchema):
    """评分表."""

    name = text("项目或单位名称")
    agency = text("单位")
    budget_year = fields.Integer(required=True, metadata={"title": "预算年度"})
    total = exact("总分；有待定的行时为 null", null=True)
    points_so_far = exact("已计得分")
    range = fields.Nested(RangeSchema, required=True)
    grade = fields.String(required=True, allow_none=True, metadata={"title": "等级"})
    published_total = exact("公布的总分", null=True)
    execution = fields.Nested(ExecutionSchema, required=True)
    by_basis = free("按依据小计")
    by_dimension = free("按一级指标小计")
    by_objective = fields.List(fields.Dict(), required=True, metadata={"title": "按年度目标小计"})
    lines = listed(LineSchema, "各行")
    pools = listed(PoolSchema, "分值未印的各行合计")
    deviations = listed(DeviationSchema, "偏差")
    owed = listed(OwedSchema, "应说明的")
    issues = listed(IssueSchema, "问题")
    trace = fields.Dict(metadata={"title": "总分的计分过程（?trace=1）"})


class RollUpSchema(SheetSchema):
    """汇总表."""

    rolled = fields.List(fields.Dict(), required=True, metadata={"title": "各行如何汇总"})


class CheckSchema(Schema):
    """检查结果."""

    name = text("项目或单位名称")
    rulebook = fields.String(required=True, allow_none=True, metadata={"title": "评分办法编号；不能确定时为 null"})
    rulebook_digest = fields.String(required=True, allow_none=True, metadata={"title": "评分办法摘要值"})
    issues = listed(IssueSchema, "问题")
    notice = fields.String(metadata={"title": "没有办法可以对照时的说明"})


class FindingSchema(Schema):
    where = text("位置")
    name = text("名称")
    outcome = fields.String(
        required=True,
        metadata={"enum": ["agrees", "differs", "inside", "outside", "not_derivable"], "title": "结论"},
    )
    printed = exact("表上所印", null=True)
    computed = exact("计算所得", null=True)
    difference = exact("相差", null=True)
    range = fields.Nested(RangeSchema, required=True, allow_none=True)
    share_of_weight = fields.Nested(RangeSchema, allow_none=True)
    reason = text("不能推得的原因")
    met = fields.Boolean(required=True, allow_none=True, metadata={"title": "是否达到"})


class VerificationSchema(NamedSchema):
    """核对结果."""

    name = text("项目或单位名称")
    differs = fields.Boolean(required=True, metadata={"title": "有无不符"})
    total = fields.Nested(FindingSchema, required=True)
    execution = fields.Nested(FindingSchema, required=True)
    lines = listed(FindingSchema, "各行")


class ComparisonResultSchema(Schema):
    """对比结果."""

    name = text("项目或单位名称")
    first = free("第一套办法下的结果")
    second = free("第二套办法下的结果")
    differences = fields.List(fields.Dict(), required=True, metadata={"title": "不同之处"})
    rules = fields.List(fields.String(), required=True, metadata={"title": "两套办法不同的规定"})


class NarrativesSchema(Schema):
    """自评综述."""

    narratives = fields.List(fields.Dict(), required=True, metadata={"title": "各表综述"})
    yearly_summary = fields.Dict(required=True, allow_none=True, metadata={"title": "年度自评情况"})


class FieldErrorSchema(Schema):
    path = text("位置")
    message = text("说明")
    code = text("代码")


class ProblemSchema(Schema):
    """RFC 9457 问题说明."""

    type = text("问题类别的地址")
    title = text("问题类别")
    status = fields.Integer(required=True, metadata={"title": "HTTP 状态"})
    detail = text("说明")
    code = text("问题代码，不变")
    errors = fields.List(fields.Nested(FieldErrorSchema), metadata={"title": "各处错误"})

    class Meta:
        unknown = INCLUDE  # a kind of problem may have members of its own


class ConflictSchema(ProblemSchema):
    """内容已被他人更改：两个版本和不同之处."""

    version = fields.Integer(required=True, metadata={"title": "最新的版本"})
    current = fields.Raw(required=True, allow_none=True, metadata={"title": "最新的内容"})
    yours = fields.Raw(required=True, allow_none=True, metadata={"title": "所送的内容"})
    differs = fields.List(fields.String(), required=True, metadata={"title": "不同的字段"})


class RulebookSummarySchema(Schema):
    id = text("编号")
    title = text("名称")
    summary = text("概要")
    digest = text("摘要值（SHA-256）")
    extends = fields.String(required=True, allow_none=True, metadata={"title": "继承自"})
    places = fields.List(fields.String(), required=True, metadata={"title": "适用地区"})
    first_year = fields.Integer(required=True, metadata={"title": "自哪个预算年度"})
    last_year = fields.Integer(required=True, allow_none=True, metadata={"title": "至哪个预算年度"})
    dated = fields.Boolean(required=True, metadata={"title": "是否注明年份"})
    recalled = fields.List(fields.String(), required=True, metadata={"title": "未核对原文的规定"})


class RulebookSchema(RulebookSummarySchema):
    """评分办法."""

    limits = text("局限")
    own = fields.List(fields.String(), required=True, metadata={"title": "本办法自己的规定"})
    sections = free("各项规定")
    clauses = free("条款")


class RulebooksSchema(Schema):
    rulebooks = listed(RulebookSummarySchema, "评分办法")


class HealthSchema(Schema):
    status = text("ok")
    rulebooks = fields.Integer(required=True, metadata={"title": "评分办法套数"})


class ReadySchema(Schema):
    status = text("ready 或 not_ready")
    checks = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"title": "各项：ok，或哪里不行"}
    )
