"""How a reply is classed: the scheme is the place's own, and a matter keeps the scheme of its day."""

ABCD, FOUR, THREE = "abcd", "four", "three"
SCHEMES = {
    ABCD: "A、B、C、D 四类",
    FOUR: "重庆四类(重庆市代表建议工作条例第二十二条)",
    THREE: "A、B、C 三类",
}
CLASSES: dict[str, dict[str, str]] = {
    ABCD: {
        "A": "已经解决或者基本解决",
        "B": "正在解决或者已列入计划正在实施",
        "C": "因条件限制需以后研究解决",
        "D": "留作参考或者不可行,已作说明",
    },
    FOUR: {
        "1": "已经解决或者采纳",
        "2": "正在解决",
        "3": "不能解决,已说明理由",
        "4": "属上级国家机关职权,已向上反映",
    },
    THREE: {"A": "已经解决或者基本解决", "B": "正在解决或者列入规划", "C": "留作参考或者暂不能解决"},
}
UNDERWAY = {ABCD: ("B",), FOUR: ("2",), THREE: ("B",)}
"""Classes that promise something: the reply says what and by when (承诺事项)."""


def label_of(scheme: str, result: str) -> str:
    """`A 已经解决或者基本解决`, "" where nothing was replied yet."""
    text = CLASSES.get(scheme, {}).get(result, "")
    return f"{result} {text}" if text and scheme != FOUR else text


def promises(scheme: str, result: str) -> bool:
    """Whether a reply of this class carries commitments with a date."""
    return result in UNDERWAY.get(scheme, ())
