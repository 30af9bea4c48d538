"""The only fetcher a PDF is made with: our own files by exact name, everything else refused aloud.

Imports WeasyPrint, so it is itself imported late (see `evidence.pdf`).
"""

import mimetypes
from collections.abc import Mapping
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "static:"


class Refused(FatalURLFetchingError):  # type: ignore[misc]  # WeasyPrint has no types
    """Stops WeasyPrint, which goes on after any other error and leaves the picture out."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class OurFilesOnly(URLFetcher):  # type: ignore[misc]
    """Answers `static:<name>` for the given names. Remembers what it refused: an SVG swallows even fatal errors."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._files = {f"{SCHEME}{name}": content for name, content in files.items()}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002  (the signature is theirs)
        content = self._files.get(url)
        if content is None:
            self.refused.append(url)
            raise Refused(url)
        media_type = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": media_type})
