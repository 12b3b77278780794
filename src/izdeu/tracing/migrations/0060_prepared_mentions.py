"""Keep mentions ready for comparison; what matching had suggested is made anew by it."""

from typing import Any

from django.db import migrations, models


def wait_for_all(apps: Any, _editor: Any) -> None:
    """Every mention waits to be compared again."""
    for table in ("Key", "Matched", "Proposal"):
        apps.get_model("tracing", table).objects.all().delete()
    mentions = apps.get_model("tracing", "Mention").objects.values_list("id", flat=True)
    waiting = apps.get_model("tracing", "Waiting")
    waiting.objects.bulk_create([waiting(mention=one) for one in mentions], batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("tracing", "0050_appeal")]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[("mention", models.UUIDField(primary_key=True, serialize=False))],
        ),
        migrations.RunPython(wait_for_all, migrations.RunPython.noop),
        migrations.DeleteModel(name="Key"),
        migrations.DeleteModel(name="Matched"),
        migrations.CreateModel(
            name="Matched",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("mention", models.UUIDField(unique=True)),
                ("model", models.CharField(max_length=64)),
                ("packed", models.BinaryField(default=b"")),
                ("said", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("number", models.BigIntegerField(db_index=True)),
            ],
            options={
                "indexes": [models.Index(fields=["key", "number"], name="key_then_number")],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[("key", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Frequency",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("count", models.BigIntegerField(default=0)),
            ],
        ),
    ]
