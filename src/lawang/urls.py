"""Every address of Lawang, in the order of design section 4."""

from django.urls import path

from lawang.web import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
