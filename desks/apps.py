from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "desks"
    verbose_name = "Desks"
    default_auto_field = "django.db.models.BigAutoField"
