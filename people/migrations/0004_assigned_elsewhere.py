"""An assignment is another place than the employer: the same place twice says nothing."""

from django.db import migrations, models
from django.db.models import F, Q


def forget_same_place(apps, schema_editor):
    apps.get_model("people", "Person").objects.filter(assignment=F("organisation")).update(assignment=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_network_audience")]
    operations = [
        migrations.RunPython(forget_same_place, migrations.RunPython.noop, elidable=True),
        # The update above leaves deferred checks of foreign keys behind, which a change of the table waits for.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=Q(assignment=None) | ~Q(assignment=F("organisation")),
                name="person_assigned_elsewhere",
                violation_error_message="L’affectation est un autre endroit que l’employeur; laissez-la vide sinon.",
            ),
        ),
    ]
