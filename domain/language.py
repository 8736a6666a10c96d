"""The languages that Tanlu speaks."""

from enum import StrEnum


class Language(StrEnum):
    ZH_CN = "ZH_CN"
    EN = "EN"
