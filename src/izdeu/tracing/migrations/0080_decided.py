"""Find what was decided of a mention without passing by all that waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0075_ceiling")]

    operations = [
        migrations.AlterField("proposal", "a", models.UUIDField()),
        migrations.AddIndex("proposal", models.Index(fields=["a", "decision"], name="decided_of")),
    ]
