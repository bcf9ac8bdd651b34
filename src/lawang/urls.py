"""Every address of Lawang, in the order of design section 4."""

from django.urls import include, path

from lawang.web import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("petugas/", include("lawang.web.office.urls")),
    path("layar/", include("lawang.web.display.urls")),
    path("", include("lawang.web.citizen.urls")),  # last: any word may be an office
]

handler404 = "lawang.web.citizen.missing.not_found"
handler403 = "lawang.web.citizen.missing.forbidden"
handler500 = "lawang.web.citizen.missing.broken"
