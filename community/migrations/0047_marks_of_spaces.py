"""Threads and replies that stand in the search already get the mark of their space (core.search.Document)."""

from django.db import migrations

MARK = """
UPDATE core_searchentry entry SET vector = entry.vector || array_to_tsvector(ARRAY['~space' || thread.space_id])
FROM community_thread thread WHERE entry.facet = 'thread' AND entry.group_id = thread.id
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0046_indexes_of_reading"), ("core", "0003_search_candidates")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
