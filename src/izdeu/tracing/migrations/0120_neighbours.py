"""Number prepared mentions so that those that are compared often lie together.

Numbers that were given before stand: no new one is as small.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0110_again")]

    operations = [
        migrations.AlterField(
            model_name="matched",
            name="number",
            field=models.BigIntegerField(primary_key=True, serialize=False),
        ),
    ]
