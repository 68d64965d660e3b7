"""The words of exams, as stored and as shown."""

from django.db import models

from apps.systems.legal_exams.rules import drawing, marking, states

QUESTION_STATES = list(states.QUESTION_LABELS.items())
NOMINATION_STATES = list(states.NOMINATION_LABELS.items())
EXAM_STATES = list(states.EXAM_LABELS.items())
ADMISSION_STATES = list(states.ADMISSION_LABELS.items())
KINDS = list(drawing.KINDS.items())
SOURCES = list(drawing.SOURCES.items())
DIFFICULTIES = list(drawing.DIFFICULTIES.items())
PARTIAL = list(marking.PARTIAL)
WITHDRAWN_HOW = list(marking.WITHDRAWN_HOW)


class Organ(models.TextChoices):
    """The organs whose officers are examined; each class of papers has the public part and its own related part."""

    CONGRESS = "congress", "人大"
    GOVERNMENT = "government", "政府"
    SUPERVISION = "supervision", "监委"
    COURT = "court", "法院"
    PROCURATORATE = "procuratorate", "检察院"


class Part(models.TextChoices):
    """To which part of the bank a question belongs: the public one, or what relates to one class of officers."""

    PUBLIC = "public", "公共部分"
    CONGRESS = Organ.CONGRESS.value, "人大类"
    GOVERNMENT = Organ.GOVERNMENT.value, "政府类"
    SUPERVISION = Organ.SUPERVISION.value, "监委类"
    COURT = Organ.COURT.value, "法院类"
    PROCURATORATE = Organ.PROCURATORATE.value, "检察院类"


class Bank(models.TextChoices):
    """What is practised is never drawn."""

    SEALED = "sealed", "正式题库"
    PRACTICE = "practice", "练习题库"


class NominationKind(models.TextChoices):
    APPOINT = "appoint", "任命"
    DECIDE = "decide", "决定任命"
    ACTING = "acting", "决定代理"
    APPROVE = "approve", "批准任命"


class CodePurpose(models.TextChoices):
    """What a one-time code opens: practice before the day, or the paper itself at the seat."""

    STUDY = "study", "练习"
    SIT = "sit", "考试"


class HandedIn(models.TextChoices):
    SELF = "self", "本人交卷"
    TIME = "time", "到时自动交卷"
    STOPPED = "stopped", "被终止"


class EventKind(models.TextChoices):
    OPENED = "opened", "进入答题"
    RESUMED = "resumed", "在原座位继续"
    REFUSED = "refused", "在另一处打开被拒绝"
    MOVE_ALLOWED = "move_allowed", "准许换座位"
    MOVED = "moved", "在新座位继续"
    LEFT = "left", "离开答题页面"
    CAME_BACK = "came_back", "回到答题页面"
    OFFLINE = "offline", "网络中断后恢复"
    EXTENDED = "extended", "延长时间"
    STOPPED = "stopped", "终止考试"
    HANDED_IN = "handed_in", "交卷"
    TIMED_OUT = "timed_out", "到时自动交卷"


class VoteResult(models.TextChoices):
    APPOINTED = "appointed", "通过"
    NOT_APPOINTED = "not_appointed", "未获通过"
    VOID = "void", "表决无效或者作废"
