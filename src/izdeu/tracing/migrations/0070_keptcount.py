"""Keep the counts for the pages, so that nobody waits for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0060_prepared_mentions")]

    operations = [
        migrations.CreateModel(
            name="KeptCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.BooleanField()),
                ("language", models.CharField(max_length=8)),
                ("position", models.CharField(max_length=128)),
                ("made", models.DateTimeField()),
                ("content", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("public", "language"), name="one_count_a_language"
                    )
                ],
            },
        ),
    ]
