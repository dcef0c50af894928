"""Catching up after an absence: since when one was away, and marks that « Tout marquer comme lu » can give back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0003_complete")]

    operations = [
        migrations.AddField("threadread", "caught_up_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("threadread", "before_reply_id", models.BigIntegerField(blank=True, null=True)),
        migrations.AddField("threadread", "before_count", models.PositiveIntegerField(blank=True, null=True)),
        migrations.CreateModel(
            name="CatchUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("away_since", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="catch_up", to="people.person"
                    ),
                ),
            ],
            options={"verbose_name": "rattrapage", "verbose_name_plural": "rattrapages"},
        ),
    ]
