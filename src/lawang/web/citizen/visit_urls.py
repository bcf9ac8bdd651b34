"""Numbers and appointments: the citizen's addresses."""

from django.urls import path

from lawang.web.citizen import queue, take_number, ticket, wait_list

urlpatterns = [
    path("nomor/<str:token>/", ticket.page, name="ticket"),
    path("nomor/<str:token>/pasti/", ticket.confirm_it, name="ticket_confirm"),
    path("nomor/<str:token>/batal/", ticket.cancel_it, name="ticket_cancel"),
    path("nomor/<str:token>/pindah/", ticket.move_it, name="ticket_move"),
    path("nomor/<str:token>/kalender.ics", ticket.calendar, name="ticket_calendar"),
    path("antrean/<str:token>/", ticket.from_old_address, name="ticket_old"),
    path("menunggu/<str:token>/", wait_list.page, name="wait"),
    path("<slug:slug>/antrean/", queue.page, name="queue"),
    path("<slug:slug>/antrean/ambil/<slug:key>/", take_number.page, name="take_number"),
    path("<slug:slug>/antrean/tunggu/<slug:key>/", wait_list.join_page, name="wait_join"),
]
