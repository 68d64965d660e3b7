"""The words of polls, as stored and as shown."""

from django.db import models


class PollModel(models.TextChoices):
    CHOOSE_UP_TO = "choose_up_to", "选N(不超过应选数)"
    PER_ITEM = "per_item", "逐项表决"
    PREFERENCE = "preference", "排序"
    WHOLE_LIST = "whole_list", "整体表决"
    ELECTION = "election", "选举"
    ASSESSMENT = "assessment", "满意度测评"


class Method(models.TextChoices):
    NAMED = "named", "记名电子表决"
    PAPER = "paper", "无记名纸质票"
    MIXED = "mixed", "记名电子与纸质并用"
    SECRET = "secret", "无记名电子表决"
    SECRET_MIXED = "secret_mixed", "无记名电子与纸质并用"
    SHOW_OF_HANDS = "show_of_hands", "举手表决"


METHOD_HELP = {
    Method.NAMED: "用手机投票,记录谁投了什么,结果可查到人",
    Method.SECRET: "用手机投票,任何人都查不到谁投了什么;须有监票人到场,平台须用 https 访问",
    Method.PAPER: "在会场填写纸质票,两名计票人各录入一次",
    Method.MIXED: "用手机记名投票,个别人可改用纸质票,两种票合并计票",
    Method.SECRET_MIXED: "用手机无记名投票,个别人可改用纸质票,两种票合并计票",
    Method.SHOW_OF_HANDS: "在会场举手,由工作人员录入人数",
}


def method_choices(*methods: Method) -> list[tuple[str, str]]:
    """The ways of voting to choose from, each with one line of help."""
    return [(method.value, f"{method.label}:{METHOD_HELP[method]}") for method in methods or METHOD_HELP]


ELECTRONIC_METHODS = (Method.NAMED, Method.MIXED, Method.SECRET, Method.SECRET_MIXED)
NAMED_METHODS = (Method.NAMED, Method.MIXED)
SECRET_METHODS = (Method.SECRET, Method.SECRET_MIXED)
PAPER_METHODS = (Method.PAPER, Method.MIXED, Method.SECRET_MIXED)


class PollState(models.TextChoices):
    DRAFT = "draft", "准备中"
    OPEN = "open", "表决中"
    CLOSED = "closed", "已截止"
    COUNTED = "counted", "已计票"
    SIGNED = "signed", "结果已确认,待宣布"
    ANNOUNCED = "announced", "已宣布"
    VOIDED = "voided", "作废"


class Base(models.TextChoices):
    ALL = "all", "全体代表"
    PRESENT = "present", "到会代表"
    VALID = "valid", "有效票"


class Threshold(models.TextChoices):
    MORE_THAN_HALF = "more_than_half", "过半数"
    TWO_THIRDS = "two_thirds", "三分之二以上"


class TieRule(models.TextChoices):
    RUN_OFF = "run_off", "就得票相等的再次投票"
    PRESIDIUM = "presidium", "由主席团决定"


class ShortageRule(models.TextChoices):
    ADOPT_ABOVE = "adopt_above", "只确定达到票数的"
    SECOND_ROUND = "second_round", "就其余的再次表决"


class ScoreRule(models.TextChoices):
    BORDA = "borda", "位次计分"
    FIRST_CHOICE = "first_choice", "首选票数"


class Quorum(models.TextChoices):
    TWO_THIRDS = "two_thirds", "三分之二以上出席"
    MORE_THAN_HALF = "more_than_half", "过半数出席"


class Channel(models.TextChoices):
    ELECTRONIC = "electronic", "手机"
    PAPER = "paper", "纸质"


class Duty(models.TextChoices):
    CHIEF_SCRUTINEER = "chief_scrutineer", "总监票人"
    SCRUTINEER = "scrutineer", "监票人"
    TELLER = "teller", "计票人"


class Stage(models.TextChoices):
    OPEN = "open", "开启投票"
    CLOSE = "close", "截止和开箱"
