"""The words of supervision, as stored and as shown."""

from django.db import models

from apps.congress.supervision.rules import lights, periods, states


class AssignmentState(models.TextChoices):
    DRAFT = states.DRAFT, states.LABELS[states.DRAFT]
    HANDED_OVER = states.HANDED_OVER, states.LABELS[states.HANDED_OVER]
    RUNNING = states.RUNNING, states.LABELS[states.RUNNING]
    CLAIMED = states.CLAIMED, states.LABELS[states.CLAIMED]
    VERIFIED = states.VERIFIED, states.LABELS[states.VERIFIED]
    CLOSED = states.CLOSED, states.LABELS[states.CLOSED]
    CANCELLED = states.CANCELLED, states.LABELS[states.CANCELLED]


class SheetState(models.TextChoices):
    DRAFT = states.SHEET_DRAFT, states.SHEET_LABELS[states.SHEET_DRAFT]
    ISSUED = states.ISSUED, states.SHEET_LABELS[states.ISSUED]
    ANSWERED = states.ANSWERED, states.SHEET_LABELS[states.ANSWERED]
    CLOSED = states.SHEET_CLOSED, states.SHEET_LABELS[states.SHEET_CLOSED]
    WITHDRAWN = states.WITHDRAWN, states.SHEET_LABELS[states.WITHDRAWN]


class UnitRole(models.TextChoices):
    LEAD = "lead", "牵头单位"
    RESPONSIBLE = "responsible", "责任单位"
    SUPPORTING = "supporting", "配合单位"


class Cycle(models.TextChoices):
    MONTHLY = periods.MONTHLY, periods.CYCLES[periods.MONTHLY]
    QUARTERLY = periods.QUARTERLY, periods.CYCLES[periods.QUARTERLY]
    NONE = periods.NONE, periods.CYCLES[periods.NONE]


class Light(models.TextChoices):
    GREEN = lights.GREEN, lights.LIGHTS[lights.GREEN]
    YELLOW = lights.YELLOW, lights.LIGHTS[lights.YELLOW]
    RED = lights.RED, lights.LIGHTS[lights.RED]
