"""Late deliveries are talked about in time; of a later record 马骁 sees something otherwise."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from demo.living_company.company import Company
from demo.living_company.talk import Promise, Talk, in_turn

TALKS: Final = (
    Talk(
        subject="马骁",
        on=100,
        facts=["网关固件第 2 个里程碑晚 4 天", "样片到货推迟影响了驱动联调"],
        agreements=["外部依赖至少提前一周说明"],
        promises=[Promise("马骁", "每周三更新里程碑风险清单", 86, kept=False)],
    ),
    Talk(
        subject="马骁",
        on=44,
        facts=[
            "第 3、4 个里程碑分别晚 9 天和 12 天，现场调试因此顺延",
            "风险清单近三周没有更新",
        ],
        agreements=["交付延期会影响半年度结果，双方都清楚", "下一个里程碑拆成两个可检查的部分"],
        promises=[
            Promise("周宁", "协调邓超凡支援驱动联调两周", 37),
            Promise("马骁", "按周提交可运行的版本", 30),
        ],
        statement="延期属实，依赖问题我没有提前说。",
    ),
    Talk(
        subject="马骁",
        on=16,
        facts=["第 5 个里程碑晚 6 天", "两周支援期间仍有 3 项缺陷未关闭"],
        agreements=["剩余缺陷按严重程度排序，每日站会确认"],
        promises=[Promise("马骁", "关闭 3 项遗留缺陷", -4)],
        contested=True,
        statement="有不同意见：支援只到位了一周，另外 1 项缺陷来自硬件改版，不在固件范围。",
    ),
)


def late_deliveries(company: Company) -> AsyncIterator[datetime]:
    return in_turn(company, TALKS)
