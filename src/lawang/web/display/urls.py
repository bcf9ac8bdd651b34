"""The addresses of the hall screen."""

from django.urls import path

from lawang.web.display import screen

app_name = "display"

urlpatterns = [
    path("<slug:slug>/", screen.page, name="screen"),
    path("<slug:slug>/papan/", screen.board_only, name="board"),
]
