"""One-to-ones as they were recorded: who, when, what was found, agreed and promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Held:
    """Days are counted back from today; those below nought are to come."""

    subject: str
    on: int
    facts: Sequence[str]
    agreements: Sequence[str] = ()
    promises: Sequence[tuple[str, str, int]] = ()
    """Who, what, by when."""
    not_kept: Sequence[str] = ()
    hour: str = "14:00"
    minutes: int = 30
    asked: int = 3
    statement: str | None = None


HELD: Final = (
    Held(
        subject="袁帅",
        on=98,
        facts=["华南区季度完成率 41%，两家总包客户仍在方案阶段"],
        agreements=["优先推进预算已批的项目"],
        promises=[
            ("郑凯", "为袁帅安排一次 CRM 商机管理培训", 84),
            ("袁帅", "每周更新商机阶段和下一步", 90),
        ],
        not_kept=["为袁帅安排一次 CRM 商机管理培训"],
    ),
    Held(
        subject="魏国强",
        on=108,
        hour="10:30",
        facts=["不良率三周由 1.6% 升到 2.5%，集中在新批次端子", "来料检验漏检 1 批"],
        agreements=["新批次端子先做首件确认"],
        promises=[
            ("唐立", "与采购确认端子供应商整改", 101),
            ("魏国强", "首件确认表上墙并每班签字", 104),
        ],
    ),
    Held(
        subject="陈露",
        on=118,
        facts=["华东区新签 205 万元，完成率 33%", "三家渠道伙伴完成签约"],
        agreements=["渠道伙伴的报价由陈露统一把关"],
        promises=[("陈露", "整理渠道报价底线表", 104)],
    ),
    Held(
        subject="冯蕾",
        on=95,
        facts=["替代物料完成 8 种，2 种可靠性试验未过"],
        agreements=["未过的两种改选第二供应商"],
        promises=[("冯蕾", "给出第二供应商的试验计划", 81)],
        statement="需要采购同步交期信息。",
    ),
    Held(
        subject="周宁",
        on=92,
        hour="16:00",
        facts=["3.0 评审通过 14 / 40 项，网关里程碑落后"],
        agreements=["每两周过一次遗留严重问题"],
        promises=[("周宁", "给出网关延期的补救方案", 80), ("韩立新", "协调采购优先网关物料", 82)],
    ),
    Held(
        subject="郑凯",
        on=88,
        hour="16:00",
        facts=["团队三季度合同额完成 52%", "商机转化率由 9% 升到 10.2%"],
        agreements=["每周一看一次商机漏斗"],
        promises=[("郑凯", "梳理 500 万以上商机清单", 78)],
        not_kept=["梳理 500 万以上商机清单"],
    ),
    Held(
        subject="林晓",
        on=101,
        facts=["电磁兼容通过 5 / 9，整改需要屏蔽罩打样"],
        agreements=["屏蔽罩与罗成一起评审"],
        promises=[("林晓", "屏蔽罩打样并复测", 84)],
    ),
    Held(
        subject="韩雪",
        on=66,
        facts=["一家集团客户签署框架协议", "第二家卡在付款条件"],
        agreements=["付款条件由财务沈静一起谈"],
        promises=[("郑凯", "约沈静与客户财务开一次会", 58), ("韩雪", "给出三种付款方案", 59)],
        statement="框架协议的模板可以复用到第二家。",
    ),
    Held(
        subject="韩立新",
        on=63,
        hour="17:00",
        facts=["临港、宁海按计划推进，溧阳缺料风险解除"],
        agreements=["海外方向的人力由研发和交付各出一人"],
        promises=[("韩立新", "拿出海外交付的人员方案", 48)],
    ),
    Held(
        subject="邓超凡",
        on=41,
        facts=["解决事项数连续 3 周下降：9、7、5、3", "支援驱动联调占用了一半时间"],
        agreements=["支援结束前，误报率目标的节奏放缓两周"],
        promises=[("周宁", "下周起收回一半支援时间", 34)],
        statement="下降的原因说清楚了，放心很多。",
    ),
    Held(
        subject="谢雨桐",
        on=50,
        facts=["回归时长由 70 小时降到 26 小时"],
        agreements=["优先并行化数据库用例"],
        promises=[("谢雨桐", "完成并行化改造", 30)],
    ),
    Held(
        subject="曹阳",
        on=47,
        facts=["临港验收项完成 31 / 46，客户满意"],
        agreements=["剩余项目按子系统分两批验收"],
        promises=[("许航", "协调江一帆到现场两天", 40), ("曹阳", "提交第二批验收计划", 42)],
    ),
    Held(
        subject="苏敏",
        on=50,
        hour="15:00",
        minutes=20,
        facts=["沟通覆盖率 58%，销售部低于公司平均"],
        agreements=["先帮主管减负：议程自动生成，记录写三行"],
        promises=[("苏敏", "给销售主管做一次一对一演练", 36)],
    ),
    Held(
        subject="许航",
        on=42,
        hour="16:30",
        facts=["临港验收顺利；江一帆的时间与研发冲突"],
        agreements=["与周宁每周五对齐资源"],
        promises=[("许航", "列出宁海剩余风险", 33)],
    ),
    Held(
        subject="唐立",
        on=39,
        hour="16:30",
        facts=["不良率 1.2%，返修工时下降四成"],
        agreements=["把首件确认推广到一班"],
        promises=[("唐立", "一班首件确认培训", 25)],
    ),
    Held(
        subject="周宁",
        on=35,
        hour="15:30",
        facts=["3.0 评审通过 26 / 40 项；卢佳离职后离线导入由叶子凡接手"],
        agreements=["海外认证费用单列预算"],
        promises=[("韩立新", "批复海外认证预算", 28), ("周宁", "更新 3.0 剩余工作的排期", 30)],
    ),
    Held(
        subject="郑凯",
        on=30,
        hour="15:30",
        facts=["四季度商机储备 6800 万元，华南偏弱"],
        agreements=["每位客户经理每月至少一次一对一"],
        promises=[("郑凯", "补上蔡明和宋佳音的一对一", 5), ("韩立新", "陪访华南两家总包客户", 12)],
        not_kept=["补上蔡明和宋佳音的一对一"],
    ),
    Held(
        subject="罗成",
        on=31,
        facts=["单台装配工时降到 31 分钟"],
        agreements=["剩余两分钟来自线束，与魏国强一起改"],
        promises=[("罗成", "线束走向改版图纸", 15)],
    ),
    Held(
        subject="许可欣",
        on=29,
        minutes=20,
        facts=["当天分配率 91%，规则恢复行业匹配后投诉归零"],
        agreements=["规则变更先试一周再全面启用"],
        promises=[("许可欣", "写一页分配规则变更流程", 15)],
    ),
    Held(
        subject="田野",
        on=26,
        facts=["宁海返工累计 3 次，其中 2 次为图纸版本不一致"],
        agreements=["现场只认带版本号的图纸"],
        promises=[("许航", "图纸统一从项目库下发", 18), ("田野", "清点现场旧版图纸并回收", 19)],
    ),
    Held(
        subject="潘悦",
        on=24,
        facts=["完成 18 家客户访谈，需求变更 3 次"],
        agreements=["剩余 2 家安排海外客户"],
        promises=[("潘悦", "整理海外需求清单", -5)],
    ),
    Held(
        subject="丁磊",
        on=21,
        facts=["方案库完成 7 / 8 个场景，平均出方案时间 1.5 天"],
        agreements=["最后一个场景与曹阳共同编写"],
        promises=[("丁磊", "冷链场景方案提交评审", -2)],
        statement="希望有一次到现场的机会。",
    ),
    Held(
        subject="于洋",
        on=18,
        facts=["一致性测试通过 51 / 64，剩余集中在断线重连"],
        agreements=["断线重连与林晓一起排查"],
        promises=[("于洋", "提交断线重连的分析结论", 2)],
        not_kept=["提交断线重连的分析结论"],
    ),
    Held(
        subject="彭雪",
        on=14,
        minutes=20,
        facts=["实施手册完成 11 / 14 章"],
        agreements=["手册在溧阳项目试用"],
        promises=[("彭雪", "完成调试与验收两章", -8)],
    ),
    Held(
        subject="叶子凡",
        on=12,
        facts=["可用率 99.8%，中断 1 次 12 分钟", "离线导入接手后完成 1 个场景"],
        agreements=["告警阈值由叶子凡和邓超凡共同维护"],
        promises=[("周宁", "申请备用机房资源", -1)],
    ),
    Held(
        subject="韩立新",
        on=10,
        hour="17:00",
        facts=["三大项目两个验收，溧阳预计下月"],
        agreements=["年底评估前每位主管补齐沟通记录"],
        promises=[("韩立新", "与销售、生产主管各谈一次覆盖率", -3)],
    ),
    Held(
        subject="苏敏",
        on=6,
        hour="15:00",
        minutes=20,
        facts=["全公司沟通覆盖率 71%，销售部仍低于平均", "马骁对最近一次沟通记录提出不同意见"],
        agreements=["年底前不考核覆盖率，只帮主管补齐"],
        promises=[
            ("苏敏", "给出销售部沟通补齐方案", -3),
            ("何远", "在管理例会上说明沟通规则", -4),
        ],
    ),
    Held(
        subject="范婷",
        on=45,
        hour="11:00",
        minutes=15,
        facts=["入职办结时长降到 1.5 天"],
        agreements=["把入职清单放进门户首页"],
    ),
)
