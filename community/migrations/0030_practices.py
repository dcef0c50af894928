import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0020_catch_up"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="PeerReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "relecture par les pairs",
                "verbose_name_plural": "relectures par les pairs",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.AddField(
            model_name="practicepage",
            name="change_note",
            field=models.CharField(blank=True, max_length=300, verbose_name="ce qui change"),
        ),
    ]
