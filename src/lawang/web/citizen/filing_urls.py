"""The addresses of filing and following. The citizen's secret stands in those of /permohonan/."""

from django.urls import path

from lawang.web.citizen import apply_answers, apply_papers, apply_review, apply_start, track

FAMILIES = (
    ("own", "permohonan/<str:token>/", track.OWN),
    ("tracked", "lacak/<str:number>/", track.TRACKED),
)
PATHS = {
    "status": "perkembangan/",
    "correct": "perbaikan/",
    "cancel": "batal/",
    "picture": "foto/<int:page>/<int:place>/",
    "receipt": "resi/",
    "receipt_pdf": "resi.pdf",
}

urlpatterns = [
    path("<slug:slug>/ajukan/<slug:key>/", apply_start.page, name="apply"),
    path("permohonan/<str:token>/", apply_answers.resume, name="own_resume"),
    path("permohonan/<str:token>/keperluan/", apply_answers.case, name="own_case"),
    path("permohonan/<str:token>/isian/<slug:group>/", apply_answers.page, name="own_group"),
    path("permohonan/<str:token>/berkas/", apply_papers.page, name="own_papers"),
    path("permohonan/<str:token>/periksa/", apply_review.page, name="own_review"),
    path("lacak/", track.find_page, name="track_find"),
    path("lacak/<str:number>/", track.TRACKED["status"], name="tracked_status"),
    *(
        path(f"{begin}{PATHS[name]}", view, name=f"{family}_{name}")
        for family, begin, views in FAMILIES
        for name, view in views.items()
        if (family, name) != ("tracked", "status")
    ),
]
