"""Every address, and what answers where there is none."""

from django.urls import include, path

urlpatterns = [path("", include("izdeu.web.urls"))]

handler400 = "izdeu.web.refusal.bad"
handler403 = "izdeu.web.refusal.forbidden"
handler404 = "izdeu.web.refusal.unknown"
handler500 = "izdeu.web.refusal.failed"
