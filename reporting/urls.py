"""Addresses of the board."""

from django.urls import path

from reporting.views import board

app_name = "reporting"
urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/coverage.csv", board.board_as_csv, name="board_csv"),
]
