"""The words of proposals, as stored and as shown."""

from django.db import models

from apps.congress.proposals.rules import deciding, signing, states


class Kind(models.TextChoices):
    MOTION = signing.MOTION, "议案"
    INTERPELLATION = signing.INTERPELLATION, "质询案"
    REMOVAL = signing.REMOVAL, "罢免案"
    MAJOR_MATTER = signing.MAJOR_MATTER, "重大事项"


class Source(models.TextChoices):
    DEPUTIES = signing.DEPUTIES, "代表联名"
    PRESIDIUM = signing.PRESIDIUM, "主席团"
    GOVERNMENT = signing.GOVERNMENT, "本级人民政府"
    PARTY_COMMITTEE = signing.PARTY_COMMITTEE, "党委建议"


class State(models.TextChoices):
    DRAFTING = states.DRAFTING, states.LABELS[states.DRAFTING]
    SUBMITTED = states.SUBMITTED, states.LABELS[states.SUBMITTED]
    LISTED = states.LISTED, states.LABELS[states.LISTED]
    SUGGESTION = states.SUGGESTION, states.LABELS[states.SUGGESTION]
    NOT_LISTED = states.NOT_LISTED, states.LABELS[states.NOT_LISTED]
    PASSED = states.PASSED, states.LABELS[states.PASSED]
    REJECTED = states.REJECTED, states.LABELS[states.REJECTED]
    REPORTED = states.REPORTED, states.LABELS[states.REPORTED]
    ANSWERED = states.ANSWERED, states.LABELS[states.ANSWERED]
    CLOSED = states.CLOSED, states.LABELS[states.CLOSED]
    WITHDRAWN = states.WITHDRAWN, states.LABELS[states.WITHDRAWN]


class Consent(models.TextChoices):
    ASKED = "asked", "待联名"
    SIGNED = "signed", "已联名"
    REFUSED = "refused", "不联名"
    WITHDRAWN = "withdrawn", "已撤回联名"


class Outcome(models.TextChoices):
    LIST = deciding.LIST, "列入议程"
    SUGGEST = deciding.SUGGEST, "不列入,转为建议"
    REFUSE = deciding.REFUSE, "不列入"


class AnswerForm(models.TextChoices):
    ORAL = "oral", "口头答复"
    WRITTEN = "written", "书面答复"
