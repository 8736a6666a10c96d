"""Who the forty-two people are, in which unit, and whom they report to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.actor import Role

COMPANY: Final = "青禾智控"
SLUG: Final = "qinghe"
DOMAIN: Final = "qinghe.example"
ADMIN: Final = "高翔"
HRBP: Final = "苏敏"


@dataclass(frozen=True)
class Member:
    """Somebody of the company. Days are counted back from today."""

    name: str
    mailbox: str
    title: str
    manager: str | None
    joined: int

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{DOMAIN}"


_UNITS: Final[Mapping[str, tuple[Member, ...]]] = {
    "综合管理部": (
        Member("何远", "he.yuan", "总经理", None, 2900),
        Member("韩立新", "han.lixin", "副总经理", "何远", 2600),
        Member("苏敏", "su.min", "HRBP", "何远", 1500),
        Member("高翔", "gao.xiang", "信息系统管理员", "何远", 1350),
        Member("沈静", "shen.jing", "财务主管", "何远", 2100),
        Member("范婷", "fan.ting", "行政专员", "苏敏", 640),
    ),
    "研发部": (
        Member("周宁", "zhou.ning", "研发主管", "韩立新", 2050),
        Member("林晓", "lin.xiao", "嵌入式工程师", "周宁", 1120),
        Member("江一帆", "jiang.yifan", "算法工程师", "周宁", 760),
        Member("马骁", "ma.xiao", "软件工程师", "周宁", 980),
        Member("卢佳", "lu.jia", "软件工程师", "周宁", 890),
        Member("赵子墨", "zhao.zimo", "测试工程师", "周宁", 83),
        Member("冯蕾", "feng.lei", "硬件工程师", "周宁", 1430),
        Member("邓超凡", "deng.chaofan", "软件工程师", "周宁", 520),
        Member("谢雨桐", "xie.yutong", "测试工程师", "周宁", 610),
        Member("罗成", "luo.cheng", "结构工程师", "周宁", 1710),
        Member("潘悦", "pan.yue", "产品经理", "周宁", 830),
        Member("于洋", "yu.yang", "嵌入式工程师", "周宁", 450),
        Member("叶子凡", "ye.zifan", "云平台工程师", "周宁", 390),
    ),
    "销售部": (
        Member("郑凯", "zheng.kai", "销售主管", "韩立新", 1880),
        Member("陈露", "chen.lu", "客户经理", "郑凯", 700),
        Member("袁帅", "yuan.shuai", "客户经理", "郑凯", 1040),
        Member("韩雪", "han.xue", "大客户经理", "郑凯", 1560),
        Member("蔡明", "cai.ming", "渠道经理", "郑凯", 930),
        Member("许可欣", "xu.kexin", "销售运营专员", "郑凯", 410),
        Member("丁磊", "ding.lei", "售前工程师", "郑凯", 870),
        Member("宋佳音", "song.jiayin", "客户成功经理", "郑凯", 560),
    ),
    "项目交付部": (
        Member("许航", "xu.hang", "项目经理", "韩立新", 1640),
        Member("曹阳", "cao.yang", "实施工程师", "许航", 1210),
        Member("彭雪", "peng.xue", "实施工程师", "许航", 480),
        Member("田野", "tian.ye", "现场工程师", "许航", 960),
        Member("任杰", "ren.jie", "现场工程师", "许航", 720),
        Member("方圆", "fang.yuan", "项目助理", "许航", 350),
    ),
    "生产部": (
        Member("唐立", "tang.li", "生产经理", "韩立新", 2240),
        Member("魏国强", "wei.guoqiang", "班组长", "唐立", 1950),
        Member("吴桂芳", "wu.guifang", "装配工", "魏国强", 1320),
        Member("刘建国", "liu.jianguo", "装配工", "魏国强", 1780),
        Member("王秀兰", "wang.xiulan", "检验员", "魏国强", 1400),
        Member("陈大勇", "chen.dayong", "焊接工", "魏国强", 1090),
        Member("李春梅", "li.chunmei", "仓储员", "魏国强", 680),
        Member("孙志刚", "sun.zhigang", "设备维护工", "魏国强", 1520),
        Member("张海燕", "zhang.haiyan", "装配工", "魏国强", 430),
    ),
}

NEWCOMER: Final = "赵子墨"
"""Joined after the company had begun with Tanlu, so no list brought them."""
ROLES: Final[Mapping[str, Role]] = {ADMIN: Role.ADMIN, HRBP: Role.HR}


def everybody() -> Iterator[Member]:
    for members in _UNITS.values():
        yield from members


def unit(name: str) -> list[str]:
    """The names of those in it, its head first."""
    return [member.name for member in _UNITS[name]]


def member(name: str) -> Member:
    return next(one for one in everybody() if one.name == name)


def team(manager: str) -> list[str]:
    """Who reports to that manager."""
    return [one.name for one in everybody() if one.manager == manager]
