from django.urls import path

from apps.systems.town_sessions.views import deciding, editing, plans

urlpatterns = [
    path("", plans.plans, name="town_sessions_list"),
    path("sessions/", plans.sessions, name="town_sessions_sessions"),
    path("new/", plans.plan_new, name="town_sessions_new"),
    path("<uuid:public_id>/", plans.plan, name="town_sessions_plan"),
    path("<uuid:public_id>/calendar/", plans.plan_calendar, name="town_sessions_calendar"),
    path("<uuid:public_id>/compare/", plans.plan_compare, name="town_sessions_compare"),
    path("<uuid:public_id>/plan.pdf", plans.plan_pdf, name="town_sessions_pdf"),
    path("<uuid:public_id>/plan.docx", plans.plan_docx, name="town_sessions_docx"),
    path("<uuid:public_id>/change/", editing.plan_change, name="town_sessions_change"),
    path("<uuid:public_id>/change/session/", editing.session_add, name="town_sessions_session_add"),
    path("<uuid:public_id>/change/topic/<int:index>/", editing.topic_add, name="town_sessions_topic_add"),
    path("<uuid:public_id>/amend/", editing.plan_amend, name="town_sessions_amend"),
    path("<uuid:public_id>/abandon/", editing.plan_abandon, name="town_sessions_abandon"),
    path("<uuid:public_id>/submit/", deciding.plan_submit, name="town_sessions_submit"),
    path("<uuid:public_id>/file/", deciding.plan_file, name="town_sessions_file"),
    path("<uuid:public_id>/close/", deciding.plan_close, name="town_sessions_close"),
    path("<uuid:public_id>/document/", deciding.document, name="town_sessions_document"),
    path("sessions/<uuid:public_id>/meeting/", deciding.session_meeting, name="town_sessions_meeting"),
    path("sessions/<uuid:public_id>/link/", deciding.session_link, name="town_sessions_link"),
    path("sessions/<uuid:public_id>/done/<slug:kind>/", deciding.preparation, name="town_sessions_preparation"),
]
