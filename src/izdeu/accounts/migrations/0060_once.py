from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0050_passkey")]

    operations = [
        migrations.AlterField("once", "number", models.CharField(max_length=200)),
    ]
