"""Count what waits to be compared with its document without reading every mention."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add an index of the few mentions that nobody confirmed."""

    dependencies = [("tracing", "0040_namekey")]

    operations = [
        migrations.AddIndex(
            "mention",
            models.Index(
                fields=["confirmed"],
                condition=models.Q(confirmed=False, withdrawn=False),
                name="to_be_confirmed",
            ),
        )
    ]
