"""An index of practice sheets alone in the search, for what is asked at each word that somebody types (core.rules.alike)."""

from django.db import migrations

CREATE = """
CREATE INDEX IF NOT EXISTS search_entry_practice ON core_searchentry USING gin (vector) WITH (fastupdate = off)
WHERE kind = 'practice'
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0021_similar_questions")]

    operations = [migrations.RunSQL(CREATE, "DROP INDEX search_entry_practice")]
