from django.apps import AppConfig


class JobProfilesConfig(AppConfig):
    name = "job_profiles"
    verbose_name = "Profils d’emploi"
