from django.urls import include, path

from apps.congress.supervision.views import importing, opening, papers, reading, reporting, sheets, supervising

assignment_urls = [
    path("", reading.assignment, name="supervision_assignment"),
    path("change/", opening.change, name="supervision_change"),
    path("hand-over/", opening.hand_over, name="supervision_hand_over"),
    path("acknowledge/", reporting.acknowledge, name="supervision_acknowledge"),
    path("report/", reporting.report, name="supervision_report"),
    path("claim/", reporting.claim, name="supervision_claim"),
    path("extend/", reporting.extend, name="supervision_extend"),
    path("verify/", supervising.verify, name="supervision_verify"),
    path("return/", supervising.send_back, name="supervision_return"),
    path("close/", supervising.close, name="supervision_close"),
    path("cancel/", supervising.cancel, name="supervision_cancel"),
    path("adjust/", supervising.adjust, name="supervision_adjust"),
    path("warn/", sheets.warn, name="supervision_warn"),
]
sheet_urls = [
    path("change/", sheets.change, name="supervision_sheet_change"),
    path("withdraw/", sheets.withdraw, name="supervision_sheet_withdraw"),
    path("answer/", sheets.answer, name="supervision_sheet_answer"),
    path("return/", sheets.send_back, name="supervision_sheet_return"),
    path("close/", sheets.close, name="supervision_sheet_close"),
    path("paper/", papers.sheet, name="supervision_sheet_paper"),
]
urlpatterns = [
    path("", reading.assignments, name="supervision_list"),
    path("inbox/", reading.inbox, name="supervision_inbox"),
    path("new/", opening.new, name="supervision_new"),
    path("import/", importing.import_tasks, name="supervision_import"),
    path("import/write/", importing.import_write, name="supervision_import_write"),
    path("import/template.xlsx", importing.template, name="supervision_import_template"),
    path("task-list/", papers.task_list, name="supervision_task_list"),
    path("sheets/", reading.sheets, name="supervision_sheets"),
    path("sheets/<uuid:public_id>/", include(sheet_urls)),
    path("criticisms/", sheets.criticisms, name="supervision_criticisms"),
    path("criticisms/<uuid:unit_id>/", sheets.criticise, name="supervision_criticise"),
    path("reports/<uuid:public_id>/correct/", reporting.correct, name="supervision_correct"),
    path("reports/<uuid:public_id>/paper/", papers.report, name="supervision_report_paper"),
    path("milestones/<uuid:public_id>/", reporting.node, name="supervision_node"),
    path("milestones/<uuid:public_id>/take-back/", reporting.node_take_back, name="supervision_node_take_back"),
    path("<uuid:public_id>/", include(assignment_urls)),
]
