from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Maillage"

    def ready(self) -> None:
        """Tie shared tasks to the Celery app in every process."""
        from network import celery  # noqa: F401
