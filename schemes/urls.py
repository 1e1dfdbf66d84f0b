"""Addresses of the schemes. Premises are named by an opaque id, never by a name or a number somebody may guess."""

from django.urls import path

from schemes.views import badge, champion, coordinator, places, registers, requests, sessions, staff_lists

app_name = "schemes"
urlpatterns = [
    path("sessions/", sessions.session_list, name="sessions"),
    path("sessions/new/", sessions.new_session, name="new_session"),
    path("sessions/<uuid:session>/", registers.session_page, name="session"),
    path("sessions/<uuid:session>/register/<uuid:line>/remove/", registers.remove_line, name="remove_line"),
    path("sessions/<uuid:session>/register/<uuid:line>/correct/", registers.correct_line, name="correct_line"),
    path("sessions/<uuid:session>/cancel/", sessions.cancel, name="cancel_session"),
    path("sessions/<uuid:session>/code/", sessions.check_in_screen, name="check_in_screen"),
    path("sessions/<uuid:session>/check-in/", places.check_in, name="check_in"),
    path("my-sessions/", places.choose, name="choose_session"),
    path("my-sessions/ask/<slug:course>/", places.ask, name="ask_for_session"),
    path("my-sessions/<uuid:session>/book/", places.book, name="book"),
    path("my-sessions/<uuid:session>/give-back/", places.give_back, name="give_back"),
    path("hotel-watch/badge/<str:code>/", badge.check_badge, name="check_badge"),
    path("hotel-watch/join-us/", requests.ask_to_join, name="ask_to_join"),
    path("hotel-watch/requests/", requests.requests_to_decide, name="requests"),
    path("hotel-watch/requests/<uuid:asked>/", requests.decide, name="decide_request"),
    path("hotel-watch/add/", coordinator.add, name="add"),
    path("hotel-watch/remind/", coordinator.remind, name="remind"),
    path("hotel-watch/<uuid:premises>/log/", coordinator.premises_page, name="premises"),
    path("hotel-watch/<uuid:premises>/roll-call/", champion.take_roll_call, name="roll_call"),
    path("hotel-watch/<uuid:premises>/code/", champion.code, name="code"),
    path("hotel-watch/<uuid:premises>/poster.pdf", champion.paper, {"kind": "poster"}, name="poster"),
    path("hotel-watch/<uuid:premises>/cards.pdf", champion.paper, {"kind": "cards"}, name="cards"),
    path("hotel-watch/<uuid:premises>/staff/", staff_lists.staff_list, name="staff_list"),
    path("hotel-watch/<uuid:premises>/staff/<int:invitation>/again/", staff_lists.invite_again, name="invite_again"),
    path("hotel-watch/<uuid:premises>/pack.pdf", champion.paper, {"kind": "pack"}, name="pack"),
    path("hotel-watch/<uuid:premises>/address/", champion.address, name="address"),
    path("hotel-watch/<uuid:premises>/steps/", champion.steps, name="steps"),
    path("hotel-watch/<uuid:premises>/pledge/", champion.pledge, name="pledge"),
    path("hotel-watch/<uuid:premises>/team/", champion.team, name="team"),
    path("hotel-watch/<uuid:premises>/team/<int:champion>/end/", champion.end_deputy, name="end_deputy"),
    path("hotel-watch/<uuid:premises>/remind/", champion.remind, name="remind_staff"),
    path("hotel-watch/<uuid:premises>/badge/", champion.badge, name="badge"),
    path("hotel-watch/<uuid:premises>/badge.pdf", champion.badge_paper, name="badge_paper"),
]
