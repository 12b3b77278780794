from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("feed", models.CharField(db_index=True, max_length=64)),
                ("text", models.CharField(max_length=200)),
                ("made", models.DateTimeField()),
            ],
        ),
    ]
