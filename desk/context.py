"""What every page's shell needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo, for the banner."""
    return {"demo": settings.DEMO}
