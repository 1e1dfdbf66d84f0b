from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    name = "onboarding"
    verbose_name = "Onboarding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from onboarding import receivers  # noqa: F401 - listens for licences that claims wait for
        from onboarding.lists_told import lists_on
        from reporting.doing import register

        register(lists_on)
