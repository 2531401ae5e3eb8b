"""Vocabularies of the forms, as data: what officials write beside figures and instead of them."""

import re
from types import MappingProxyType

from indicators.cells import Missing, Operator

AT_LEAST, MORE_THAN, AT_MOST = Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST
LESS_THAN, EQUAL = Operator.LESS_THAN, Operator.EQUAL

# 民法典第1259条: 以上、以下、以内、届满 include the figure itself; 不满、超过、以外 do not.
BEFORE = MappingProxyType(
    {
        **dict.fromkeys(
            ("不少于", "不低于", "不小于", "不短于", "不早于", "不得少于", "不得低于", "不应低于", "不应少于"), AT_LEAST
        ),
        **dict.fromkeys(
            ("不得小于", "大于等于", "大于或等于", "大于且等于", "高于等于", "高于或等于", "等于或大于"), AT_LEAST
        ),
        **dict.fromkeys(
            ("至少", "最少", "最低", "起码", "达到", "达", "达至", "保持在", "不少", "多于或等于"), AT_LEAST
        ),
        **dict.fromkeys(("超过", "高于", "大于", "多于", "超", "突破", "高过"), MORE_THAN),
        **dict.fromkeys(
            ("不超过", "不高于", "不大于", "不多于", "不长于", "不晚于", "不迟于", "不得超过", "不得高于", "不得大于"),
            AT_MOST,
        ),
        **dict.fromkeys(
            ("不得多于", "不得晚于", "不应超过", "不应高于", "未超过", "不超", "不突破", "不得突破"), AT_MOST
        ),
        **dict.fromkeys(("小于等于", "小于或等于", "低于等于", "低于或等于", "等于或小于", "少于或等于"), AT_MOST),
        **dict.fromkeys(
            ("至多", "最多", "最高", "最长", "最大", "最晚", "最迟", "控制在", "限于", "上限", "封顶"), AT_MOST
        ),
        **dict.fromkeys(("小于", "低于", "少于", "不足", "不满", "不到", "短于", "未达到", "未达"), LESS_THAN),
        **{
            f"{no}{done}": LESS_THAN
            for no in ("未", "未能", "没有", "没", "没能", "尚未", "仍未")
            for done in ("完成", "达到", "达成", "实现")
        },
        **dict.fromkeys(("等于", "恰好", "恰为", "正好"), EQUAL),
    }
)
AFTER = MappingProxyType(
    {
        **dict.fromkeys(
            ("以上", "之上", "及以上", "或以上", "含以上", "(含)以上", "以上(含)", "以上(含本数)", "及其以上"), AT_LEAST
        ),
        **dict.fromkeys(("(含)及以上", "和以上", "或者以上", "起", "或更多", "及更多", "或更高"), AT_LEAST),
        **dict.fromkeys(("以上(不含)", "以上不含"), MORE_THAN),
        **dict.fromkeys(("以下(不含)", "以内(不含)", "以下不含"), LESS_THAN),
        **dict.fromkeys(
            ("以内", "之内", "内", "以下", "之下", "及以下", "或以下", "含以下", "(含)以下", "以下(含)"), AT_MOST
        ),
        **dict.fromkeys(
            ("(含)以内", "以内(含)", "及以内", "封顶", "为限", "之前", "前", "以下(含本数)", "及其以下", "或更少"),
            AT_MOST,
        ),
    }
)
SYMBOLS = MappingProxyType({"≥": AT_LEAST, ">": MORE_THAN, "≤": AT_MOST, "<": LESS_THAN, "=": EQUAL})
SIGNS = MappingProxyType({AT_LEAST: "≥", MORE_THAN: ">", AT_MOST: "≤", LESS_THAN: "<", EQUAL: "="})
OPERATOR_COLUMN = MappingProxyType(
    {**SYMBOLS, **BEFORE, **AFTER, "至少": AT_LEAST, "等于": EQUAL, "区间": Operator.WITHIN, "范围": Operator.WITHIN}
)
NEARLY = frozenset("基本达到 基本达 约 大约 大概 近似 约为 大致 左右 上下 大约为 约达 ≈".split())
BELOW = frozenset("近 将近 接近 近乎 临近".split())
TOTALS = frozenset("共 共计 合计 总计 累计 总共 一共 总数 总量 共有".split())

RANKED = frozenset("名 位 个 家".split())
# Verbs and fillers that may stand around the figure without changing what it says.
LEADS = frozenset(
    "达成 已达成 完成 已完成 实际完成 已经完成 全部完成 全年完成 全年共完成 累计完成 共完成 实现 已实现 实际 为 是 有 已 共 共计 合计 总计 累计 全年 年度 "
    "当年 本年 本年度 年内 全年共 开展 已开展 组织 举办 召开 建成 建设 新建 采购 购置 培训 发放 印发 出台 编制 举行 维护 巡检 检查 实施 "
    "达到 达 已达到 已达 实际达到 完成率 完成率为 完成率达 目标值 目标 指标值 计划 数量 预计 平均 总共 约 人均 每年 各 均 均为 均达 均达到 "
    "在 于 到 保持 控制 确保 保证 力争 需 应 须 应达到 需达到 必须 要求 截至目前 人民币".split()
)
MEASURED_BY = ("发生率", "完成率", "合格率", "覆盖率", "满意率", "满意度", "及时率", "次数", "人数", "数量")
TAILS = frozenset(
    "处理 处置 响应 到达 到场 到达现场 解决 修复 恢复 恢复运行 完成 办结 到位 回复 反馈 答复 办理 送达 支付 拨付 发放 处理完毕 处理完成 响应处理 "
    "及时处理 内处理 响应并处理 赶到现场 排除 排除故障 解决问题 解决故障 修复故障 故障处理 完成处理 完成修复 予以答复 受理 上报 报送 完成率 完成 "
    "的 左右 等 了 整 响应率 审核 审批 审结 缴纳 到账 支付到位 发放到位 拨付到位 兑付 发布 公开 交付 上线 验收 整改 整改完成 整改到位 以上".split()
)
# Known units do not begin here (3年度…, 10日常…, 1次性…, 5个性…).
NOT_UNITS = frozenset(
    "年度 月份 年版 年期 年代 年来 年级 年报 年鉴 次性 日常 日报 日志 人均 人民 人社 人才 人事 人力 人工 个性 台账 台风 套餐 件套 条件 条例 份额 "
    "分之 分期 分析 分别 分类 分级 分管 期间 期工 户籍 家庭 项目化 时效 时间 时代 天候 周边 周期 点对 站式 级 热线 级景 号线 号文 字头 米线 次级 "
    "路径 路由 品牌 单位 系统化 口径 组织 组建 类型 种类 支持 支撑 支付 支出 块链 片区 部署 部门 课程 门户 区域 度假 度量 元化 元素 位置 位于 "
    "名单 名称 篇章 页面 局 处理 处置 处罚 起步 起止 方面 方案 方便 里程 升级 升至 两不 道路 层次 层级 面向 面积 眼科 队伍 届时 批复 批准 "
    "批量 案例 科室 科技 校园 院校 章程 节约 节能 集中 集约 档案 轮换 例行 对接 对外 对于 盘活 根据 把握 头部 "
    "床位率 角色 克服 吨位 秒杀 时限 时长 天气 年底 年末 年初 月底 月末 月初".split()
)
NO_UNIT_WORDS = frozenset(
    "热线 年期 查号台 级 级景区 景区 工程 平台 年度 年版 版 版本 号 号文 标准 规范 体系 计划 行动 网络 电话 服务 区域 模式 战略 规划 制度 办法 大 型 类 代 线 期工程 "
    "行 届 五 世纪 后 位数 度 开头 以来 专项 讲话 会议 文件 通 网 端 平".split()
)

# 率、度…: names of shares.
SHARE_NAME = re.compile(r"率|比例|占比|比重|百分比|满意度|覆盖面|程度")
LOWER_IS_BETTER = re.compile(
    r"故障|投诉|事故|中断|差错|错误|失误|漏洞|逾期|延误|超时|超期|停机|宕机|泄露|泄漏|泄密|上访|信访|死亡|伤亡|感染率|发病|违规|违纪|违法|"
    r"缺陷|损失|损耗|误差|偏差|响应时间|响应时限|响应时长|处理时间|处理时限|处理时长|处置时间|修复时间|恢复时间|排除时间|等待时间|等待时长|办理时限|"
    r"办理时间|办结时限|到场时间|到达时间|反馈时间|平均时间|耗时|用时|时限|延迟|时延|丢包|能耗|排放|污染|负债|债务率|流失|空置|闲置|辍学|贫困发生|"
    r"失业|退回|返工|返修|舆情|成本|单价|造价|费用|支出|开支|三公|变动率|不合格|不良|坏账|拖欠|欠费|纠纷|诉讼|违约|隐患|风险|重复率"
)
HIGHER_IN_SPITE = re.compile(
    r"(处理|处置|解决|解答|排除|修复|恢复|整改|办结|回复|回访|反馈|及时|合格|完成|响应|达标|下降|降低|减少|压减|节约|节省|挽回|化解|调解|控制|覆盖|查处|"
    r"发现|消除|治理|受理|准确|满意|通过|防范|预防|识别|预警|清理|处结|答复|闭环|支付|执行|保障|到位|盘活|利用|检查|巡检|排查|培训|演练|监测|评估|测评)"
    r"(率|度|比例|次数|数量|数|个数|人次|幅度|程度|情况)(?:$|[(（:：])"
)
STAYING_TIME = re.compile(
    r"(运行|服务|维护|维保|质保|保修|使用|保障|培训|学习|开放|值守|有效|在线|工作|授课|正常|安全|连续|续航|可用)"
    r"(时间|时长|期|期限|年限|周期|月数|天数|小时)"
)
PASSING_TIME = re.compile(r"时间|时限|时效|周期|及时|期限|工期|速度|效率")

# What may stand around a date without changing it; possessive, so that no long text is tried twice.
BESIDE_DATES = re.compile(
    r"(?:全部|完成|到位|实施|建成|上线|支付|拨付|发放|办结|交付|验收|结束|全面|投入|使用|达到|已|于|在|之|的|前|底|报送|上报|提交|完毕|正式|启动|开展|运行|"
    r"工作|任务|项目|建设|采购|招标|合同|签订|日|均|按时|每|各|发布|印发|出台|执行|实际|时间|期限|截至|截止|竣工|开工|并|通过|到|资金|款项|落实|[,、:-])*+"
)
QUALITY_WORDS = frozenset(
    "优 良 中 低 差 好 高 优秀 良好 较好 一般 较差 合理 显著 较显著 明显 较明显 效果显著 作用显著 稳步提高 有效减少 平稳运行 安全运行 长期 逐步提高".split()
)
YES_NO = MappingProxyType(
    {
        **dict.fromkeys("是 有 达标 合格 通过 已达标 已合格 已通过 验收合格 符合 全部合格 均合格".split(), True),
        **dict.fromkeys("已建立 已制定 已开展 已设立 健全 √ ✓ ✔ ☑ Y y YES Yes".split(), True),
        **dict.fromkeys(
            "否 无 没有 不是 不达标 不合格 不通过 未达标 未通过 不符合 未建立 未制定 未开展 未设立 不健全 × ✗ ✘ N n NO No".split(),
            False,
        ),
    }
)
YES_NO_TARGETS = frozenset("是 否 有 无 没有 不是 达标 合格 通过 验收合格 符合 全部合格 均合格".split())

_DONE = "完成|达成|达到|实现|落实|达标|超额完成"
_THE = "全部|年度|年初|全年|当年|预期|预定|既定|计划|设定|绩效|工作|任务|考核|总体|约定|规定|合同|项目|年初设定|的|各项|所有|了"
TIER_NAME = re.compile(
    rf"(?:已经|已|全部|基本|部分|未|均已|均|都|按时|按期|按质|按量|保质保量|如期|及时|按要求|按计划|按进度|圆满|顺利|较好|较好地|很好|全面|有效|超额|没有|尚未|未能|大部分|正常|100%)*"
    rf"(?:{_DONE})(?:{_THE})*(?:指标值|指标|目标值|目标|效果|要求|任务|计划|工作|标准|水平|进度|值|预期)*"
    r"(?:[,、]?(?:并|且|但)?(?:具有|有|效果|取得)?(?:一定|较差|较好|良好|显著)(?:效果|成效|效益)?)?"
)
TIER_WORDS = frozenset(
    "达成预期指标 部分达成预期指标并具有一定效果 未达成预期指标且效果较差 到位 已到位 未到位 正常完成 符合预期 达预期".split()
)

BLANKS = frozenset(("", *"- -- --- ---- / \\ // _ __ * ... … …… 未填 空 空白 暂无 略 ~".split()))
MISSING_WORDS = MappingProxyType(
    {
        **dict.fromkeys(
            "不适用 N/A n/a NA na 不涉及 未涉及 不考核 无需考核 不作考核 不纳入考核 无此项 不存在".split(),
            Missing.NOT_APPLICABLE,
        ),
        **dict.fromkeys(
            "未到期 尚未到期 暂未到期 未到考核期 未到时限 未到时间 未到完成时间 未到考核时间 尚未到考核期 未到验收期 未到验收时间 未到支付期 未到合同期 "
            "合同未到期 项目未到期 项目服务期未结束 服务期未结束 项目未结束 尚未结束 跨年度项目 暂未开展考核 待考核".split(),
            Missing.NOT_YET_DUE,
        ),
        **dict.fromkeys("#DIV/0 #REF #NAME #NAME? #VALUE #NUM #NULL #N/A ? ?? ??? □ □□ ■".split(), Missing.UNREADABLE),
        **dict.fromkeys("### #### ##### ###### ####### ######## 乱码 无法识别".split(), Missing.UNREADABLE),
    }
)
_EVIL = r"(?:事故|投诉|差错|失误|延误|上访|泄漏|泄露|故障|中断|违规|违纪|事件|举报|漏洞|死亡|伤亡|逾期|拖欠|隐患|缺陷|感染|超时)"
_WHICH = r"(?:任何|重大|安全|有效|责任|较大|群众|服务)*+"
ZERO_WORD = re.compile(rf"[零0]{_WHICH}(?:{_EVIL}|容忍|发生)(?:事件|情况|发生)?")
NO_SUCH = re.compile(
    r"(?:未发生|无发生|未出现|没有发生|没有出现|未产生|没发生|未收到|未接到)[\u4e00-\u9fff]{0,10}"
    rf"|无{_WHICH}{_EVIL}++(?:情况|发生)?"
)
UP = re.compile(r"增长|提高|提升|上升|增加|增幅|上涨|扩大")
DOWN = re.compile(r"下降|降低|减少|压减|缩短|压缩|降幅|缩减|回落|削减")
