"""Keys of names in a table of their own, made for every mention that is there already."""

from itertools import islice
from typing import Any

from django.db import migrations, models

from izdeu.names import read, sought

_BATCH = 2000


def sound_all(apps: Any, _: object) -> None:
    """Write the keys of every name recorded so far."""
    rows = apps.get_model("tracing", "Mention").objects.order_by("id").values_list("id", "name")
    table = apps.get_model("tracing", "NameKey")
    told = rows.iterator(chunk_size=_BATCH)
    while some := list(islice(told, _BATCH)):
        table.objects.bulk_create(
            table(mention=mention, key=key)
            for mention, name in some
            for key in (sought(read(name)) if name else ())
        )


class Migration(migrations.Migration):
    """Add the table and fill it."""

    dependencies = [("tracing", "0030_watching")]

    operations = [
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mention", models.UUIDField(db_index=True)),
                ("key", models.CharField(max_length=40)),
            ],
            options={"indexes": [models.Index(fields=["key", "mention"], name="name_key")]},
        ),
        migrations.RunPython(sound_all, migrations.RunPython.noop),
    ]
