"""The feed of one member as a function of the database: its plan is kept by each connection (see activity.queries.feed)."""

from django.db import migrations

# Per followed thing one short scan of the index feed_source_newest, at the same cost at any depth; merged, each line once.
CREATE = """
CREATE FUNCTION activity_feed_page(
  a_person bigint, a_network bigint, a_at timestamptz, a_line bigint, a_limit integer
) RETURNS TABLE (id bigint, kind varchar, content_type_id integer, object_id bigint, at timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE circles bigint[];
BEGIN
  SELECT array_agg(reader.audience_id) || a_network INTO circles
  FROM people_audiencemember reader WHERE reader.person_id = a_person;
  RETURN QUERY
  SELECT line.id, line.kind, line.content_type_id, line.object_id, newest.at FROM (
    SELECT DISTINCT hit.at, hit.line_id
    FROM activity_subscription followed CROSS JOIN LATERAL (
      SELECT source.at, source.line_id FROM activity_feedsource source
      WHERE source.source_type_id = followed.content_type_id AND source.source_id = followed.object_id
        AND (source.at, source.line_id) < (a_at, a_line) AND source.audience_id = ANY (circles)
      ORDER BY source.at DESC, source.line_id DESC LIMIT a_limit
    ) AS hit
    WHERE followed.person_id = a_person AND followed.level <> 'none'
    ORDER BY hit.at DESC, hit.line_id DESC LIMIT a_limit
  ) AS newest JOIN activity_feedline line ON line.id = newest.line_id
  ORDER BY newest.at DESC, newest.line_id DESC;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_initial"), ("people", "0003_network_audience")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION activity_feed_page(bigint, bigint, timestamptz, bigint, integer)")]
