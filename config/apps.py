from django.apps import AppConfig

from config.startup import settle


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Configuration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        settle()
