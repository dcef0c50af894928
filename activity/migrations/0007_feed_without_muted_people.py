"""The feed leaves out what people whom the member muted wrote (see activity.queries.feed)."""

import importlib

from django.db import migrations

_BEFORE = importlib.import_module("activity.migrations.0003_feed_page").CREATE

# As in 0003, and for who muted somebody: a line is left out when everybody by whom it is followed as a person is muted (a
# sheet by two people, one of whom is muted, stays). Who muted nobody pays for one look at their own subscriptions.
CREATE = """
CREATE OR REPLACE FUNCTION activity_feed_page(
  a_person bigint, a_network bigint, a_at timestamptz, a_line bigint, a_limit integer
) RETURNS TABLE (id bigint, kind varchar, content_type_id integer, object_id bigint, at timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE circles bigint[]; muted bigint[]; people integer;
BEGIN
  SELECT array_agg(reader.audience_id) || a_network INTO circles
  FROM people_audiencemember reader WHERE reader.person_id = a_person;
  SELECT array_agg(unwanted.object_id), min(unwanted.content_type_id) INTO muted, people
  FROM activity_subscription unwanted JOIN django_content_type kind ON kind.id = unwanted.content_type_id
  WHERE unwanted.person_id = a_person AND unwanted.level = 'none' AND kind.app_label = 'people' AND kind.model = 'person';
  RETURN QUERY
  SELECT line.id, line.kind, line.content_type_id, line.object_id, newest.at FROM (
    SELECT DISTINCT hit.at, hit.line_id
    FROM activity_subscription followed CROSS JOIN LATERAL (
      SELECT source.at, source.line_id FROM activity_feedsource source
      WHERE source.source_type_id = followed.content_type_id AND source.source_id = followed.object_id
        AND (source.at, source.line_id) < (a_at, a_line) AND source.audience_id = ANY (circles)
        AND (muted IS NULL
          OR NOT EXISTS (SELECT 1 FROM activity_feedsource writer
            WHERE writer.line_id = source.line_id AND writer.source_type_id = people AND writer.source_id = ANY (muted))
          OR EXISTS (SELECT 1 FROM activity_feedsource writer
            WHERE writer.line_id = source.line_id AND writer.source_type_id = people AND writer.source_id <> ALL (muted)))
      ORDER BY source.at DESC, source.line_id DESC LIMIT a_limit
    ) AS hit
    WHERE followed.person_id = a_person AND followed.level <> 'none'
    ORDER BY hit.at DESC, hit.line_id DESC LIMIT a_limit
  ) AS newest JOIN activity_feedline line ON line.id = newest.line_id
  ORDER BY newest.at DESC, newest.line_id DESC;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("activity", "0005_deliveries")]

    operations = [migrations.RunSQL(CREATE, _BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))]
