"""Help now: public, without signing in."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("help-now/<str:code>/", views.help_now_area, name="help_now_area"),
]
