from django.urls import path

from apps.office.notifications.views import deliveries, inbox, texts

urlpatterns = [
    path("", inbox.inbox, name="notifications_inbox"),
    path("read/", inbox.inbox_read, name="notifications_inbox_read"),
    path("deliveries/", deliveries.delivery_list, name="notifications_delivery_list"),
    path("deliveries/<uuid:public_id>/", deliveries.delivery_show, name="notifications_delivery_show"),
    path("deliveries/<uuid:public_id>/resend/", deliveries.delivery_resend, name="notifications_delivery_resend"),
    path("reminders/", deliveries.run_list, name="notifications_run_list"),
    path("texts/", texts.text_list, name="notifications_text_list"),
    path("texts/<str:slug>/", texts.text_show, name="notifications_text_show"),
    path("texts/<str:slug>/preview/", texts.text_preview, name="notifications_text_preview"),
    path("texts/<str:slug>/reset/", texts.text_reset, name="notifications_text_reset"),
    path("<uuid:public_id>/", inbox.notice_show, name="notifications_notice_show"),
    path("<uuid:public_id>/read/", inbox.notice_read, name="notifications_notice_read"),
]
