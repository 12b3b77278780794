"""Keep with each compared mention what reasons show of it; mark divided keys among the keys."""

from typing import Any

from django.db import migrations, models


def wait_for_all(apps: Any, _editor: Any) -> None:
    """Every mention waits to be compared again."""
    for table in ("Key", "Matched", "Frequency", "Waiting"):
        apps.get_model("tracing", table).objects.all().delete()
    mentions = apps.get_model("tracing", "Mention").objects.values_list("id", flat=True)
    waiting = apps.get_model("tracing", "Waiting")
    waiting.objects.bulk_create([waiting(mention=one) for one in mentions], batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("tracing", "0090_desk")]

    operations = [
        migrations.RunPython(wait_for_all, migrations.RunPython.noop),
        migrations.DeleteModel(name="Division"),
        migrations.RemoveField("matched", "model"),
        migrations.AddField("matched", "words", models.BinaryField(default=b"")),
    ]
