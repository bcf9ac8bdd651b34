"""The citizens' addresses (design section 4). Included last: an office's slug may be any word."""

from django.urls import path

from lawang.web.citizen import (
    announcement,
    complaints,
    filing_urls,
    numbers,
    offices,
    on_that_day,
    privacy,
    service,
    standard,
    status,
    today,
    visit_urls,
)

app_name = "citizen"

urlpatterns = [
    path("", offices.page, name="offices"),
    *filing_urls.urlpatterns,  # before any office: "lacak" and "permohonan" are no slugs
    *visit_urls.urlpatterns,
    path("<slug:slug>/", today.page, name="today"),
    path("<slug:slug>/status.json", status.document, name="status"),
    path("<slug:slug>/layanan/<slug:key>/", service.page, name="service"),
    path("<slug:slug>/pengumuman/", announcement.history, name="announcements"),
    path("<slug:slug>/pengumuman/<slug:key>/", announcement.page, name="announcement"),
    path("<slug:slug>/pada/", on_that_day.page, name="on_that_day"),
    path("<slug:slug>/nomor-resmi/", numbers.page, name="numbers"),
    path("<slug:slug>/standar-pelayanan/", standard.page, name="standard"),
    path("<slug:slug>/pengaduan/", complaints.page, name="complaints"),
    path("<slug:slug>/data-pribadi/", privacy.page, name="privacy"),
]
