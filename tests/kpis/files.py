"""Bringing a file of figures in as somebody does it at the pages."""

import html
import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

PAGE = "/notices/devon/kpis/import/"
LONG = "KPI,Period,Value,Kind,Note\n"


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def upload(client: Client, content: str | bytes, name: str = "figures.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data), "sent_as": str(uuid4())})


def columns(client: Client, address: str) -> Any:
    """Send the columns as they are proposed."""
    form = client.get(address).context["form"]
    return client.post(address, {name: str(form[name].value()) for name in form.fields})


def checked(client: Client, content: str | bytes, name: str = "figures.csv") -> str:
    """Upload, take the proposed columns, and come to the check."""
    to_columns = upload(client, content, name)
    assert to_columns.status_code == 302, said(to_columns)
    to_check = columns(client, to_columns["Location"])
    assert to_check.status_code == 302, said(to_check)
    return str(to_check["Location"])


def answers(client: Client, address: str, **more: Any) -> dict[str, Any]:
    """What the check sends when nothing but `more` is changed."""
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if name != "leave" and not name.startswith("take_")}
    return {name: "" if value is None else str(value) for name, value in typed.items()} | more


def workbook(fill: Callable[[Any], None]) -> bytes:
    made, saved = Workbook(), io.BytesIO()
    fill(made.active)
    made.save(saved)
    return saved.getvalue()
