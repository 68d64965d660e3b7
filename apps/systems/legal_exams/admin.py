"""The tables of the exam as operators see them: that something is there and in what state, never what it says."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.legal_exams import models

# Each is listed to nobody by its own `visible_to`, or to operators alone; what is encrypted is never shown.
for model in (
    models.AccessCode,
    models.Admission,
    models.Answer,
    models.Appointment,
    models.AppointmentVote,
    models.Blueprint,
    models.BlueprintLine,
    models.Exam,
    models.Law,
    models.Mark,
    models.Nomination,
    models.Paper,
    models.PaperEvent,
    models.PracticeRun,
    models.Question,
    models.QuestionImport,
    models.Room,
    models.RoomNote,
    models.WithdrawnQuestion,
):
    admin.site.register(model, ReadOnlyAdmin)
