"""The counter, the calling, the telephone and the day's report: addresses behind the staff door."""

from django.urls import path

from lawang.web.office import (
    calling,
    day_report,
    desk_ticket,
    front_desk,
    phone_queue,
    turn_away,
    walk_in,
)

urlpatterns = [
    path("loket/", front_desk.page, name="front_desk"),
    path("loket/datang/", front_desk.check_in_here, name="desk_check_in"),
    path("loket/datang-langsung/", walk_in.walk_in_page, name="desk_walk_in"),
    path("loket/darurat/", walk_in.emergency_page, name="desk_emergency"),
    path("loket/ditolak/", turn_away.page, name="desk_turn_away"),
    path("loket/karcis/<int:key>/", desk_ticket.page, name="desk_ticket"),
    path("loket/identitas/<int:key>/", front_desk.identity, name="desk_identity"),
    path("panggil/", calling.page, name="calling"),
    path("panggil/berikutnya/", calling.call_next, name="call_next"),
    path("panggil/<int:key>/<slug:how>/", calling.step, name="call_step"),
    path("telepon/antrean/", phone_queue.page, name="phone_queue"),
    path("laporan/hari/", day_report.page, name="day_report"),
]
