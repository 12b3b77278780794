"""Keep what the desk reads beside each person, and index what its lists are ordered by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracing", "0080_decided"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("request", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=16)),
                ("mention", models.UUIDField(db_index=True)),
                ("person", models.UUIDField(db_index=True)),
                ("name", models.TextField()),
                ("filed", models.CharField(max_length=60)),
                ("birth", models.CharField(default="", max_length=64)),
                ("opened", models.CharField(max_length=32)),
                ("vetted", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
                ("status", models.CharField(max_length=16)),
                ("called", models.CharField(default="", max_length=32)),
                ("asked", models.IntegerField(default=0)),
                ("last_asked", models.CharField(default="", max_length=64)),
                ("sought", models.BooleanField(default=False)),
                ("near", models.CharField(default="", max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claim", models.UUIDField(db_index=True)),
                ("clock", models.CharField(max_length=64)),
                ("person", models.UUIDField(db_index=True)),
                ("begun", models.CharField(max_length=32)),
                ("due", models.CharField(max_length=32)),
                ("outcome", models.CharField(default="", max_length=16)),
                ("settled", models.BooleanField(default=False)),
                ("notice", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="inquiry",
            name="again",
            field=models.CharField(default="", max_length=32),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["kind", "-made_at", "entry"], name="act_latest"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("format", "call"), _negated=True),
                fields=["-recorded", "id"],
                name="document_list",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["maker"], name="document_maker"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["-asked", "id"], name="inquiry_log"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["facility", "asked"], name="inquiry_last"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["again", "mention"], name="inquiry_again"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["facility", "again"], name="inquiry_open"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["decision", "-weight", "a", "b"], name="proposal_queue"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["withdrawn", "vetted", "-opened", "number"], name="case_list"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("withdrawn", False)),
                fields=["last_asked", "opened", "number"],
                name="case_to_ask",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["status", "called"], name="case_to_tell"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("sought", True)), fields=["filed", "number"], name="case_sheet"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("sought", True)),
                fields=["near", "filed", "number"],
                name="case_near",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(fields=["settled", "due", "claim"], name="deadline_next"),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(fields=["-notice", "due", "claim"], name="deadline_broken"),
        ),
    ]
