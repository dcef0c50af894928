"""Indexes that lists of what was missed and of archived sheets go along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0045_remarks_and_draft_files")]

    operations = [
        migrations.RemoveIndex(model_name="reply", name="reply_of_thread"),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                fields=["thread", "created_at", "id"],
                include=["author", "helped_count", "deleted_at"],
                name="reply_of_thread",
            ),
        ),
        migrations.AddIndex(
            model_name="practicepage",
            index=models.Index(
                condition=models.Q(("state", "archived")),
                fields=["-published_at", "-page_ptr"],
                name="practice_archived",
            ),
        ),
    ]
