"""Keep what a contradiction allows at most: counting gives the pairs another share of true ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0070_keptcount")]

    operations = [
        migrations.AddField("proposal", "ceiling", models.FloatField(null=True)),
    ]
