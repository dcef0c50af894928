"""Candidates of a search by a database function whose cost hardly depends on how common a word is (see core.search)."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# Kinds of few entries: whatever matches, by an index of their own.
# Bulky kinds: how many of the newest thousand match tells how common the query is. A common one is read along the newest
# entries; a rare one wholly by the index; what lies between by the index within the newest blocks of 8,192 numbers, for
# which every bulky entry carries a mark (`~reply57`) in its vector. Never more than some thousand rows are looked at.
CREATE = """
CREATE FUNCTION core_search_candidates(
  a_query tsquery, a_circles bigint[], a_wanted integer, a_bulky text[], a_prefix boolean
) RETURNS TABLE (id bigint, facet varchar, group_id bigint, weight double precision, at timestamptz, vector tsvector)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_kind text;
  v_found integer;
  v_blocks bigint;
  v_last bigint;
  v_query tsquery;
BEGIN
  RETURN QUERY
  SELECT few.* FROM (
    SELECT e.id, e.facet, e.group_id, e.weight, e.at, e.vector FROM core_searchentry e
    WHERE NOT e.bulky AND e.vector @@ a_query AND (e.audience = 0 OR e.audience = ANY (a_circles)) OFFSET 0
  ) AS few ORDER BY few.at DESC, few.id DESC LIMIT a_wanted;

  FOREACH v_kind IN ARRAY a_bulky LOOP
    SELECT count(*) INTO v_found FROM (
      SELECT e.vector, e.audience FROM core_searchentry e WHERE e.kind = v_kind ORDER BY e.at DESC, e.id DESC LIMIT 1000
    ) AS newest
    WHERE newest.vector @@ a_query AND (newest.audience = 0 OR newest.audience = ANY (a_circles));

    IF v_found >= 100 OR (a_prefix AND v_found >= 20) THEN
      RETURN QUERY
      SELECT newest.id, newest.facet, newest.group_id, newest.weight, newest.at, newest.vector FROM (
        SELECT e.* FROM core_searchentry e WHERE e.kind = v_kind ORDER BY e.at DESC, e.id DESC
        LIMIT CASE WHEN a_prefix THEN 2500 ELSE 7000 END
      ) AS newest
      WHERE newest.vector @@ a_query AND (newest.audience = 0 OR newest.audience = ANY (a_circles))
      LIMIT a_wanted;
      CONTINUE;
    END IF;

    v_query := a_query;
    IF v_found > 2 AND NOT a_prefix THEN
      SELECT max(e.object_id) >> 13 INTO v_last FROM core_searchentry e WHERE e.kind = v_kind;
      v_blocks := 1 + ceil(1.3 * a_wanted / v_found * 1000 / 8192);
      IF v_blocks <= 128 THEN
        SELECT a_query && string_agg(quote_literal('~' || v_kind || block), '|')::tsquery INTO v_query
        FROM generate_series(greatest(v_last - v_blocks + 1, 0), v_last) AS block;
      END IF;
    END IF;
    RETURN QUERY
    SELECT many.id, many.facet, many.group_id, many.weight, many.at, many.vector FROM (
      SELECT e.* FROM core_searchentry e WHERE e.bulky AND e.vector @@ v_query OFFSET 0
    ) AS many
    WHERE many.kind = v_kind AND (many.audience = 0 OR many.audience = ANY (a_circles))
    ORDER BY many.at DESC, many.id DESC LIMIT a_wanted;
  END LOOP;
END $$
"""
DROP = "DROP FUNCTION core_search_candidates(tsquery, bigint[], integer, text[], boolean)"


class Migration(migrations.Migration):
    dependencies = [("core", "0002_search_groups")]
    operations = [
        migrations.AddField("searchentry", "bulky", models.BooleanField(default=False)),
        migrations.RemoveIndex("searchentry", "search_entry_newest"),
        migrations.RemoveIndex("searchentry", "search_entry_vector"),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["vector"], condition=models.Q(bulky=True), fastupdate=False, name="search_entry_vector"
            ),
        ),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["vector"], condition=models.Q(bulky=False), fastupdate=False, name="search_entry_few"
            ),
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
