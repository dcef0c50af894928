"""An index of threads alone in the search, small enough to be asked at each word that somebody types (core.rules.alike)."""

from django.db import migrations

CREATE = """
CREATE INDEX search_entry_thread ON core_searchentry USING gin (vector) WITH (fastupdate = off) WHERE kind = 'thread'
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0030_practices"), ("core", "0003_search_candidates")]

    operations = [migrations.RunSQL(CREATE, "DROP INDEX search_entry_thread")]
