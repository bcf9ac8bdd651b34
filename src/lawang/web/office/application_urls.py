"""Addresses of the officers' desk: inbox, application, pictures of papers."""

from django.urls import path

from lawang.web.office import application, application_deeds, inbox, paper_file

urlpatterns = [
    path("permohonan/", inbox.inbox, name="inbox"),
    path("permohonan/berikutnya/", inbox.take_next, name="take_next"),
    path("permohonan/cari/", inbox.search, name="search"),
    path("permohonan/<str:number>/", application.show, name="application"),
    path("permohonan/<str:number>/ambil/", application_deeds.take, name="take"),
    path("permohonan/<str:number>/lepas/", application_deeds.release, name="release"),
    path("permohonan/<str:number>/periksa/", application_deeds.judge, name="application_judge"),
    path("permohonan/<str:number>/langkah/", application_deeds.step, name="application_step"),
    path("permohonan/<str:number>/catatan/", application_deeds.note, name="application_note"),
    path("permohonan/<str:number>/tampilkan/", application.reveal, name="application_reveal"),
    path("berkas/<int:page>/<int:place>/", paper_file.picture, name="paper_picture"),
    path(
        "berkas/<int:page>/<int:place>/kecil/<str:key>/",
        paper_file.thumbnail,
        name="paper_thumbnail",
    ),
]
