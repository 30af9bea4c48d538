"""Puts a file into the storage whole or not at all, under a name that the server makes."""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class NotStored(Exception):
    """Nothing was kept; the message says why, for people."""


@dataclass(frozen=True)
class Filed:
    """Where a file lies in the storage, and what proves that it is still the same."""

    file: str
    size: int
    sha256: str


def file_away(notice_id: int, extension: str, chunks: Iterable[bytes], *, stem: str = "") -> Filed:
    """Keep these bytes as `notices/<id>/<stem, else a UUID>.<extension>`. Raises NotStored; then no part of it is left.

    A stem is the caller's, who never gives it twice: it lets them know their own files again.
    """
    name = f"{folder(notice_id)}/{stem or uuid4()}.{extension}"
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        return _to_elsewhere(name, b"".join(chunks))
    temporary = path.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as out:
            for chunk in chunks:
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as problem:
        raise NotStored(_sentence(problem)) from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return Filed(name, size, digest.hexdigest())


def folder(notice_id: int) -> str:
    """Where a notice's files lie in the storage."""
    return f"notices/{notice_id}"


def throw_away(file: str) -> None:
    """Remove a file whose row was not kept."""
    with contextlib.suppress(OSError):
        default_storage.delete(file)


def _to_elsewhere(name: str, content: bytes) -> Filed:
    """A storage without folders of its own, such as S3, takes a file whole by itself."""
    try:
        kept = default_storage.save(name, ContentFile(content))
    except OSError as problem:
        raise NotStored(_sentence(problem)) from problem
    return Filed(kept, len(content), hashlib.sha256(content).hexdigest())


def _sentence(problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return "There is no room left to keep the file. Tell whoever runs the system, then try again."
    return "The file could not be kept. Try again; if it happens again, tell whoever runs the system."
