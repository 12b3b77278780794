from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0041_to_be_confirmed")]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("entry", models.UUIDField()),
                ("kind", models.CharField(max_length=16)),
                ("number", models.CharField(db_index=True, default="", max_length=16)),
                ("name", models.TextField(default="")),
                ("words", models.TextField(default="")),
                ("language", models.CharField(default="", max_length=8)),
                ("opened", models.CharField(max_length=32)),
                ("contact", models.BooleanField(default=False)),
            ],
            options={"abstract": False},
        ),
    ]
