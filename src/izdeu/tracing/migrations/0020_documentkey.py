"""Each document's bytes lie under a key of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DocumentKey",
            fields=[
                ("entry", models.UUIDField(primary_key=True, serialize=False)),
                ("generation", models.IntegerField()),
                ("wrapped", models.BinaryField()),
            ],
        )
    ]
