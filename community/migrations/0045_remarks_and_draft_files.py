import django.db.models.deletion
from django.db import migrations, models

PARTS = ("title", "context", "actions_taken", "how", "results", "would_repeat", "would_change", "tools")


def hold_files(apps, schema_editor):
    """Files that drafts had opened to their spaces are closed again, when no other text names them."""
    sheets = apps.get_model("community", "PracticePage")
    named = sheets.files.through.objects
    elsewhere = [
        apps.get_model("community", name)._meta.get_field("attachments").remote_field.through.objects.values("attachment")
        for name in ("Thread", "Reply", "Event")
    ]
    elsewhere.append(apps.get_model("community", "ShelfItem").objects.exclude(attachment=None).values("attachment"))
    elsewhere.append(named.filter(practicepage__live=True).values("attachment"))
    rows = named.filter(practicepage__live=False)
    for others in elsewhere:
        rows = rows.exclude(attachment__in=others)
    pairs = list(rows.values_list("practicepage", "attachment"))
    held = apps.get_model("community", "PracticeDraftFile")
    held.objects.bulk_create([held(page_id=page, attachment_id=file) for page, file in pairs], batch_size=1000)
    files = apps.get_model("people", "Attachment").objects.filter(pk__in=[file for _page, file in pairs])
    files.update(audience=None)


class Migration(migrations.Migration):
    dependencies = [("community", "0041_place_accessibility"), ("people", "0004_assigned_elsewhere")]

    operations = [
        migrations.CreateModel(
            name="PracticeDraftFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.attachment"),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft_files", to="community.practicepage"
                    ),
                ),
            ],
            options={
                "verbose_name": "fichier d’un brouillon de fiche",
                "verbose_name_plural": "fichiers de brouillons de fiches",
                "constraints": [models.UniqueConstraint(fields=("attachment", "page"), name="practice_draft_file_once")],
            },
        ),
        migrations.CreateModel(
            name="PracticeRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20, verbose_name="partie")),
                ("body", models.TextField(max_length=2000, verbose_name="remarque")),
                ("body_html", models.TextField(editable=False)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="community.practicereview"
                    ),
                ),
            ],
            options={
                "verbose_name": "remarque de relecture",
                "verbose_name_plural": "remarques de relecture",
                "constraints": [
                    models.UniqueConstraint(fields=("review", "part"), name="practice_remark_once"),
                    models.CheckConstraint(condition=models.Q(("part__in", PARTS)), name="practice_remark_of_a_part"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="practice_remark_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handled_by", None), ("handled_at__isnull", False), _connector="OR"),
                        name="practice_remark_handled_has_date",
                    ),
                ],
            },
        ),
        migrations.RunPython(hold_files, migrations.RunPython.noop),
    ]
