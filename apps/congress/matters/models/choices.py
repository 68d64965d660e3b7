"""The words of matters, as stored and as shown."""

from django.db import models

from apps.congress.matters.rules import kinds, refusals, states


class MatterKind(models.TextChoices):
    SUGGESTION = kinds.SUGGESTION, kinds.KINDS[kinds.SUGGESTION]
    OPINION = kinds.OPINION, kinds.KINDS[kinds.OPINION]
    DELIBERATION = kinds.DELIBERATION, kinds.KINDS[kinds.DELIBERATION]
    INSPECTION = kinds.INSPECTION, kinds.KINDS[kinds.INSPECTION]
    REQUEST = kinds.REQUEST, kinds.KINDS[kinds.REQUEST]
    PROMISE = kinds.PROMISE, kinds.KINDS[kinds.PROMISE]


class MatterState(models.TextChoices):
    DRAFT = states.DRAFT, states.LABELS[states.DRAFT]
    SUBMITTED = states.SUBMITTED, states.LABELS[states.SUBMITTED]
    RETURNED = states.RETURNED, states.LABELS[states.RETURNED]
    REFUSED = states.REFUSED, states.LABELS[states.REFUSED]
    WITHDRAWN = states.WITHDRAWN, states.LABELS[states.WITHDRAWN]
    ACCEPTED = states.ACCEPTED, states.LABELS[states.ACCEPTED]
    PASSED_ON = states.PASSED_ON, states.LABELS[states.PASSED_ON]
    HANDED_OVER = states.HANDED_OVER, states.LABELS[states.HANDED_OVER]
    REPLIED = states.REPLIED, states.LABELS[states.REPLIED]
    REHANDLING = states.REHANDLING, states.LABELS[states.REHANDLING]
    MEDIATING = states.MEDIATING, states.LABELS[states.MEDIATING]
    CLOSED = states.CLOSED, states.LABELS[states.CLOSED]
    MERGED = states.MERGED, states.LABELS[states.MERGED]


class Route(models.TextChoices):
    """办理渠道: where a matter goes once it is accepted (开州区赵家街道、诸暨浣东街道的五种)."""

    SPOT = "spot", "当场解决"
    HANDLERS = "handlers", "交承办单位办理"
    DEPUTY = "deputy", "转上级人大代表提出"
    REFERENCE = "reference", "转党(工)委、政府(办事处)工作参考"
    CHANNEL = "channel", "超出职权,请通过其他渠道反映"


class Refusal(models.TextChoices):
    """不予受理的情形 (重庆市人大代表建议批评和意见工作条例第九条)."""

    PERSONAL = refusals.PERSONAL, refusals.GROUNDS[refusals.PERSONAL]
    JUDICIAL = refusals.JUDICIAL, refusals.GROUNDS[refusals.JUDICIAL]
    PROMOTION = refusals.PROMOTION, refusals.GROUNDS[refusals.PROMOTION]
    ACCUSATION = refusals.ACCUSATION, refusals.GROUNDS[refusals.ACCUSATION]
    BEYOND = refusals.BEYOND, refusals.GROUNDS[refusals.BEYOND]
    OTHER = refusals.OTHER, refusals.GROUNDS[refusals.OTHER]


class Consent(models.TextChoices):
    ASKED = "asked", "待附议"
    SIGNED = "signed", "已附议"
    REFUSED = "refused", "不附议"
    WITHDRAWN = "withdrawn", "已撤回附议"
    LAPSED = "lapsed", "立案前未答复"


class PartRole(models.TextChoices):
    MAIN = "main", "主办"
    CO = "co", "协办"
    SEPARATE = "separate", "分办"


class PartState(models.TextChoices):
    SENT = states.SENT, states.PART_LABELS[states.SENT]
    TAKEN = states.TAKEN, states.PART_LABELS[states.TAKEN]
    RETURN_ASKED = states.RETURN_ASKED, states.PART_LABELS[states.RETURN_ASKED]
    SENT_BACK = states.SENT_BACK, states.PART_LABELS[states.SENT_BACK]
    DONE = states.DONE, states.PART_LABELS[states.DONE]
    STOPPED = states.STOPPED, states.PART_LABELS[states.STOPPED]


class Means(models.TextChoices):
    MEETING = "meeting", "当面座谈"
    VISIT = "visit", "上门走访"
    SITE = "site", "现场办理"
    PHONE = "phone", "电话"
    WRITING = "writing", "书面"
    WAIVED = "waived", "提出人同意免予沟通"


class Grade(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    BASIC = "basic", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
