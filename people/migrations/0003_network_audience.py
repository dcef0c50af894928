"""The audience of every member: one row, from the first migration on."""

from django.db import migrations


def create_network_audience(apps, schema_editor):
    apps.get_model("people", "Audience").objects.get_or_create(kind="network", defaults={"name": "Réseau"})


class Migration(migrations.Migration):
    dependencies = [("people", "0002_people")]
    operations = [migrations.RunPython(create_network_audience, migrations.RunPython.noop)]
