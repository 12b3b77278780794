"""Counts that are kept for the pages, as worded; made anew at any time."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from izdeu.tracing import models


def keep(position: str, pages: Mapping[tuple[bool, str], Mapping[str, Any]]) -> None:
    """Put what the pages say in place of what was kept; keys are (for the public, language)."""
    made = datetime.now(UTC)
    rows = [
        models.KeptCount(
            public=public, language=language, position=position, made=made, content=content
        )
        for (public, language), content in pages.items()
    ]
    models.KeptCount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["public", "language"],
        update_fields=["position", "made", "content"],
    )
