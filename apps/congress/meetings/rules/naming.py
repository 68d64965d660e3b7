"""How meetings and sittings are called."""

from apps.foundation.core.numbers import chinese_number

WITH_TERM = ("人民代表大会常务委员会", "人大常委会", "人民代表大会")


def meeting_title(*, body_name: str, term_number: int, number: int, is_street: bool) -> str:
    """××镇第X届人民代表大会第Y次会议; a street body is no congress: ××街道议事代表会议第Y次会议."""
    time = f"第{chinese_number(number)}次会议"
    organ = next((name for name in WITH_TERM if body_name.endswith(name)), "")
    if is_street or not organ:
        return body_name + time
    return f"{body_name.removesuffix(organ)}第{chinese_number(term_number)}届{organ}{time}"


def sitting_name(kind: str, ordinal: int, group_name: str = "", *, is_street: bool = False) -> str:
    """预备会议; 第二次全体会议; 主席团第一次会议; 第一代表团分组会议; a street's groups discuss: 第一小组分组讨论."""
    time = f"第{chinese_number(ordinal)}次"
    if kind == "preparatory":
        return "预备会议" if ordinal == 1 else f"{time}预备会议"
    if kind == "presidium":
        return f"主席团{time}会议"
    if kind == "group":
        return group_name + (time if ordinal > 1 else "") + ("分组讨论" if is_street else "分组会议")
    return f"{time}全体会议"


def names_in_short(names: list[str], limit: int = 20) -> str:
    """`张三、李四等35人`: at most `limit` names, and how many there are in all."""
    shown = "、".join(names[:limit])
    return f"{shown}等{len(names)}人" if len(names) > limit else f"{shown}(共{len(names)}人)"
