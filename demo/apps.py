from django.apps import AppConfig
from django.core import checks


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "Demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from demo.checks import demo_mode_serves_nobody_real

        checks.register(demo_mode_serves_nobody_real, checks.Tags.security)
