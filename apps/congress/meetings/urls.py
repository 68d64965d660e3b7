from django.urls import include, path

from apps.congress.meetings.views import check_in, meetings, notices, resolutions, sheets, sittings

meeting_urls = [
    path("", meetings.meeting_detail, name="meetings_detail"),
    path("change/", meetings.meeting_change, name="meetings_change"),
    path("send/", meetings.notice_send, name="meetings_notice_send"),
    path("cancel/", meetings.meeting_cancel, name="meetings_cancel"),
    path("close/", meetings.meeting_close, name="meetings_close"),
    path("notice/", notices.notice, name="meetings_notice"),
    path("notice.pdf", sheets.notice_print, name="meetings_notice_print"),
    path("notice/draft/", sheets.notice_draft, name="meetings_notice_draft"),
    path("notice/read/", notices.notice_read, name="meetings_notice_read"),
    path("notice/acknowledge/", notices.notice_acknowledge, name="meetings_notice_acknowledge"),
    path("leave/", notices.leave_request, name="meetings_leave"),
    path("leave/record/", notices.leave_record, name="meetings_leave_record"),
    path("resolutions/new/", resolutions.draft, name="meetings_resolution_new"),
]
sitting_urls = [
    path("", sittings.sitting_control, name="meetings_sitting"),
    path("live/", sittings.sitting_live, name="meetings_sitting_live"),
    path("people/", sittings.sitting_people, name="meetings_sitting_people"),
    path("start/", sittings.check_in_start, name="meetings_sitting_start"),
    path("people/<uuid:person_id>/", sittings.attendance_toggle, name="meetings_sitting_toggle"),
    path("open/", sittings.sitting_open, name="meetings_sitting_open"),
    path("close/", sittings.sitting_close, name="meetings_sitting_close"),
    path("call-off/", sittings.sitting_call_off, name="meetings_sitting_call_off"),
    path("polls/", sittings.poll_add, name="meetings_sitting_poll_add"),
    path("polls/<uuid:poll_id>/open/", sittings.poll_open, name="meetings_sitting_poll_open"),
    path("screen/", check_in.screen, name="meetings_screen"),
    path("screen/live/", check_in.screen_live, name="meetings_screen_live"),
    path("check-in/", check_in.check_in, name="meetings_check_in"),
    path("sheet.pdf", sheets.sheet, name="meetings_sheet"),
    path("sheet.docx", sheets.sheet_docx, name="meetings_sheet_docx"),
    path("sheet.xlsx", sheets.sheet_file, name="meetings_sheet_file"),
]
resolution_urls = [
    path("", resolutions.resolution, name="meetings_resolution"),
    path("change/", resolutions.change, name="meetings_resolution_change"),
    path("withdraw/", resolutions.withdraw, name="meetings_resolution_withdraw"),
    path("vote/", resolutions.put, name="meetings_resolution_put"),
    path("hands/", resolutions.hands, name="meetings_resolution_hands"),
    path("text.pdf", resolutions.text_pdf, name="meetings_resolution_pdf"),
    path("text.docx", resolutions.text_docx, name="meetings_resolution_docx"),
    path("announcement/", resolutions.announcement, name="meetings_resolution_announcement"),
    path("red-head/", resolutions.red_head, name="meetings_resolution_red_head"),
]
urlpatterns = [
    path("resolutions/", resolutions.resolutions, name="meetings_resolutions"),
    path("resolutions/<uuid:public_id>/", include(resolution_urls)),
    path("", meetings.meeting_list, name="meetings_list"),
    path("new/", meetings.meeting_create, name="meetings_create"),
    path("rows/<slug:kind>/", meetings.row_add, name="meetings_row_add"),
    path("leave/<uuid:public_id>/decide/", notices.leave_decide, name="meetings_leave_decide"),
    path("leave/<uuid:public_id>/withdraw/", notices.leave_withdraw, name="meetings_leave_withdraw"),
    path("sittings/<uuid:public_id>/", include(sitting_urls)),
    path("<uuid:public_id>/", include(meeting_urls)),
]
