"""Entries that are one result: a facet and a group instead of a parent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RenameField("searchentry", "parent_id", "group_id"),
        migrations.AddField("searchentry", "facet", models.CharField(default="", max_length=30)),
    ]
