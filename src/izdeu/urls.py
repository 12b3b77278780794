"""No pages are served yet."""

urlpatterns: list[object] = []
