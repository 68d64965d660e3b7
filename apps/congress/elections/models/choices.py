"""The words of elections, as stored and as shown."""

from django.db import models

from apps.congress.elections.rules import slates, states


class Kind(models.TextChoices):
    ELECTION = "election", "选举"
    BY_ELECTION = "by_election", "补选"
    SUPPLEMENTARY = "supplementary", "另行选举"
    RESIGNATION = "resignation", "接受辞职"
    REMOVAL = "removal", "罢免"


QUESTIONS = (Kind.RESIGNATION, Kind.REMOVAL)


class Rank(models.TextChoices):
    HEAD = slates.HEAD, "正职"
    VICE = slates.VICE, "副职"


class State(models.TextChoices):
    NOMINATING = states.NOMINATING, states.LABELS[states.NOMINATING]
    DELIBERATING = states.DELIBERATING, states.LABELS[states.DELIBERATING]
    PRELIMINARY = states.PRELIMINARY, states.LABELS[states.PRELIMINARY]
    CANDIDATES_FIXED = states.FIXED, states.LABELS[states.FIXED]
    POLLED = states.POLLED, states.LABELS[states.POLLED]
    DECIDED = states.DECIDED, states.LABELS[states.DECIDED]
    CLOSED = states.CLOSED, states.LABELS[states.CLOSED]


class Source(models.TextChoices):
    PRESIDIUM = "presidium", "主席团提名"
    DEPUTIES = "deputies", "代表联合提名"
    FIRST_ROUND = "first_round", "按前次得票"


class Mover(models.TextChoices):
    PRESIDIUM = "presidium", "主席团"
    DEPUTIES = "deputies", "代表联名"


class Answer(models.TextChoices):
    ASKED = "asked", "待本人表态"
    ACCEPTED = "accepted", "接受提名"
    DECLINED = "declined", "不接受提名"


class Fate(models.TextChoices):
    OPEN = "", "未定"
    CANDIDATE = "candidate", "候选人"
    NOT_CANDIDATE = "not_candidate", "未列为候选人"


class Consent(models.TextChoices):
    ASKED = "asked", "待附议"
    SIGNED = "signed", "已附议"
    REFUSED = "refused", "不附议"
    WITHDRAWN = "withdrawn", "已撤回"


class Stage(models.TextChoices):
    PRELIMINARY = "preliminary", "预选"
    MAIN = "main", "投票"
