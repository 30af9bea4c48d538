"""A list as a file to take away: the answer to `?format=xlsx` and `?format=csv`."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from sheets.writing import Column, Value, write_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    name: str, asked: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()
) -> HttpResponse | None:
    """The list as `name`.xlsx or `name`.csv when `asked` (the address's `format`) is one of them, else None.

    `name` is a slug. The file is not kept by browsers or proxies.
    """
    if asked == "xlsx":
        response = HttpResponse(write_xlsx(name, columns, rows, notes), content_type=XLSX)
    elif asked == "csv":
        response = HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8")
    else:
        return None
    response["Content-Disposition"] = f'attachment; filename="{name}.{asked}"'
    response["Cache-Control"] = "private, no-store"
    return response
