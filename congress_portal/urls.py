"""Every system brings its own URLs; the roof only collects them."""

from django.contrib import admin
from django.urls import include, path

from apps.foundation.core import registry

handler500 = "apps.portal.views.health.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    *[path(system.urls[0], include(system.urls[1])) for system in registry.systems() if system.urls],
]
