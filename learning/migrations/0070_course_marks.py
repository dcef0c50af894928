"""Who shows having taken a course, who changed it, what answered a wish."""

import django.db.models.deletion
from django.db import migrations, models

DEEDS = [
    ("created", "Fiche écrite"),
    ("edited", "Fiche modifiée"),
    ("published", "Mise au catalogue"),
    ("retired", "Retirée du catalogue"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0050_planned"),
        ("people", "0004_assigned_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseShown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shown", to="learning.course"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"),
                ),
            ],
            options={
                "verbose_name": "formation que l’on montre avoir suivie",
                "verbose_name_plural": "formations que l’on montre avoir suivies",
                "constraints": [models.UniqueConstraint(fields=("course", "person"), name="course_shown_once")],
            },
        ),
        migrations.CreateModel(
            name="CourseChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(choices=DEEDS, max_length=10)),
                ("fields", models.JSONField(blank=True, default=list)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="learning.course"
                    ),
                ),
            ],
            options={
                "verbose_name": "changement d’une formation",
                "verbose_name_plural": "changements de formations",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddField("course", "body_html_fr", models.TextField(blank=True, editable=False)),
        migrations.AddField("course", "body_html_en", models.TextField(blank=True, editable=False)),
        migrations.AddField(
            model_name="coursewish",
            name="met_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="learning.course",
            ),
        ),
        migrations.RemoveConstraint(model_name="coursewish", name="course_wish_once"),
        migrations.AddConstraint(
            model_name="coursewish",
            constraint=models.UniqueConstraint(
                condition=models.Q(("course__isnull", False), ("met_at", None)),
                fields=("person", "course"),
                name="course_wish_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="coursewish",
            constraint=models.UniqueConstraint(
                condition=models.Q(("course", None), ("met_at", None)),
                fields=("person", "folded"),
                name="course_wish_once_a_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="coursewish",
            index=models.Index(
                condition=models.Q(("course", None), ("met_at", None)), fields=["folded"], name="course_wish_by_subject"
            ),
        ),
    ]
