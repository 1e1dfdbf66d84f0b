from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = "Certification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from certification import receivers  # noqa: F401
        from certification.queries.entitlement import entitlement_for
        from learning.entitlement import register

        register(entitlement_for)
