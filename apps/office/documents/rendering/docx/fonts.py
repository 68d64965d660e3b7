"""The fonts that offices have; a site may name others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names as Word and WPS list them."""

    fang: str = "仿宋_GB2312"
    kai: str = "楷体_GB2312"
    hei: str = "黑体"
    title: str = "方正小标宋简体"
    song: str = "宋体"


OFFICE_FONTS = Fonts()
