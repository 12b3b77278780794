"""Let a proposal that waits be written into fewer indexes: most of them are never decided."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("tracing", "0120_neighbours")]

    operations = [
        migrations.AlterField("proposal", "weight", models.FloatField()),
        migrations.RemoveIndex("proposal", "decided_of"),
        migrations.AddIndex(
            "proposal",
            models.Index(fields=["a"], condition=Q(decision__gt=""), name="decided_of"),
        ),
    ]
