"""Keep beside each case when to ask again, so that the desk need not look through all inquiries."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def fill(apps: Any, _: object) -> None:
    """Take it over from the inquiries, where it stands for each answer."""
    inquiries = apps.get_model("tracing", "Inquiry").objects
    due = inquiries.filter(mention=OuterRef("mention"), again__gt="").order_by("again")
    again = Coalesce(Subquery(due.values("again")[:1]), Value(""))
    apps.get_model("tracing", "Case").objects.update(again=again)


class Migration(migrations.Migration):
    dependencies = [("tracing", "0100_words")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="again",
            field=models.CharField(default="", max_length=32),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["again"], name="case_again"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
