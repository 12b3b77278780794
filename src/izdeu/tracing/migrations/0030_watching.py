from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0020_documentkey")]

    operations = [
        migrations.AddField("mention", "decoy", models.BooleanField(default=False)),
    ]
