"""Help now: public, without signing in."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("help-now/card/", views.card, name="card"),
    path("help-now/card.pdf", views.card_as_pdf, name="card_pdf"),
    path("help-now/mine/", views.help_now_mine, name="help_now_mine"),
    path("help-now/<str:code>/card/", views.card, name="area_card"),
    path("help-now/<str:code>/card.pdf", views.card_as_pdf, name="area_card_pdf"),
    path("help-now/<str:code>/", views.help_now_area, name="help_now_area"),
]
