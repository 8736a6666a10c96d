"""On the shop floor talks take minutes, and the foreman notes them afterwards."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from demo.living_company.company import Company
from domain.conversations.commands import log_conversation
from domain.conversations.conversation import Channel

FOREMAN: Final = "魏国强"
_WORDS: Final = (
    (
        150,
        "刘建国",
        Channel.IN_PERSON,
        "节拍慢在拧紧工位，刘建国建议把扳手吊挂换到左侧，明天试。",
    ),
    (131, "王秀兰", Channel.IN_PERSON, "终检夜班漏签两批，王秀兰说明是表单缺页，已补印。"),
    (112, "孙志刚", Channel.IN_PERSON, "回流焊停机 3 小时，孙志刚提出备一套加热丝，报唐经理。"),
    (96, "陈大勇", Channel.IN_PERSON, "焊点返修多在 3 号位，换新烙铁头后再看一周。"),
    (
        70,
        "吴桂芳",
        Channel.PHONE,
        "吴桂芳反映接线图字太小、容易看串行；改用放大版加色标，她愿意带新人。",
    ),
    (48, "李春梅", Channel.IN_PERSON, "账物差异集中在领料单补录，约定当班补完再交接。"),
    (36, "张海燕", Channel.IN_PERSON, "张海燕第三个工位考核通过，当面表扬，下月起可轮岗。"),
    (19, "刘建国", Channel.IN_PERSON, "节拍稳定在 19 分钟，感谢刘建国的吊挂改进。"),
    (
        8,
        "吴桂芳",
        Channel.IN_PERSON,
        "色标接线图用了两个月，漏检只剩 1 次；请吴桂芳班前会上讲。",
    ),
)


async def shop_floor(company: Company) -> AsyncIterator[datetime]:
    for ago, worker, channel, text in _WORDS:
        yield company.at(ago, "08:10")
        async with company.acting(FOREMAN) as work:
            await log_conversation(
                work, with_person_id=company.ids[worker], text=text, channel=channel
            )
