from django.urls import path

from tests.dummy_system import views

urlpatterns = [
    path("", views.note_list, name="dummy_system_note_list"),
    path("open/", views.open_page, name="dummy_system_open"),
    path("<uuid:public_id>/finish/", views.note_finish, name="dummy_system_note_finish"),
]
