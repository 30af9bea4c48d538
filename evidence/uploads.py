"""Whether a file that somebody sends may come in: by its name, its size and above all by what is inside it."""

import re
import struct
import unicodedata
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import BinaryIO

HEAD = 4096  # bytes that `check_upload` wants to see of the beginning
LARGEST = 25 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_UNPACKED = 250 * 1024 * 1024
MOST_RATIO, RATIO_MATTERS_FROM = 200, 5 * 1024 * 1024
LONGEST_PART = 1024 * 1024
LONGEST_NAME = 120
DEEPEST = 3  # a workbook behind a chart of a presentation that lies in a document
CHUNK = 64 * 1024
LONGEST_MARK = 8  # bytes by which the beginning of a part is known

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": OFFICE + "wordprocessingml.document",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "pptx": OFFICE + "presentationml.presentation",
    "odt": OPEN_DOCUMENT + "text",
    "ods": OPEN_DOCUMENT + "spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
PAGES = dict.fromkeys(("html", "htm"), "text/html")
"""Taken only where a page's words are read out of it."""
KINDS = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "pptx": "a PowerPoint presentation",
    "odt": "an OpenDocument text",
    "ods": "an OpenDocument spreadsheet",
    "csv": "a CSV file",
    "txt": "a text file",
    **dict.fromkeys(PAGES, "a web page"),
    "png": "a PNG picture",
    "jpg": "a JPEG picture",
    "jpeg": "a JPEG picture",
}
ADVICE = {
    **dict.fromkeys(("doc", "rtf", "dot", "dotx", "pages", "wps"), "Save it as a Word document (.docx) or a PDF"),
    **dict.fromkeys(("xls", "xlsb", "xlt", "xltx", "numbers"), "Save it as an Excel workbook (.xlsx)"),
    **dict.fromkeys(
        ("ppt", "pps", "ppsx", "potx", "key", "odp"), "Save it as a PowerPoint presentation (.pptx) or a PDF"
    ),
    **dict.fromkeys(("docm", "xlsm", "pptm", "dotm", "xltm", "ppsm"), "Save it as a file without macros"),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "tar"), "Unpack it and upload the files in it one by one"),
    **dict.fromkeys(("heic", "webp", "gif", "tif", "tiff", "bmp", "svg"), "Save it as a PNG or JPEG picture"),
    **dict.fromkeys(("msg", "eml", "html", "htm", "mht"), "Print it as a PDF and upload that"),
    **dict.fromkeys(("mp3", "mp4", "mov", "wav", "m4a", "avi"), "Add a link to it instead"),
}
ALLOWED = "Upload a PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPEG file"
# in the middle of a name, these say that the name is there to mislead
PROGRAMS = "exe|bat|cmd|scr|pif|msi|dll|jar|js|jse|vbs|vbe|wsf|hta|ps1|sh|php|lnk|docm|xlsm|pptm"
ACTIVE = re.compile(f"{PROGRAMS}|html|htm|svg|xhtml")
# what no program that writes documents puts into one; a picture in SVG it does
UNFIT_PART = re.compile(rf"\.({PROGRAMS}|com|zip|7z|rar|gz|tar|cab|iso)$", re.IGNORECASE)
UNFIT_BEGINNINGS = (b"MZ", b"\x7fELF", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
EMBEDDED = re.compile(r"\.(docx|dotx|xlsx|xlsb|xltx|pptx|potx|sldx|ppsx|thmx|vsdx|odt|ods|odp|odg)$", re.IGNORECASE)
MAIN_PARTS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^xl/macrosheets/|^(basic|scripts)/.", re.IGNORECASE)
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")  # controls, direction marks, half characters, …
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and Office behind a password
BEGINNINGS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"PK\x03\x04": "zip",
    COMPOUND: "compound",
    b"MZ": "program",
    b"\x7fELF": "program",
}
PROTECTED = "is protected with a password, so the board could not read it. Remove the password and upload it again"
TOO_LARGE = "would become too large when it is opened. Split it into smaller files, or upload it as a PDF"
TAKE_IT_OUT = "Take it out of the document, save that anew, and upload it again"
HAS_MACROS = "contains macros. Save it as a file without macros and upload that"
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """`name` is fit to be shown and offered for download; `extension` is in small letters, without its dot."""

    name: str
    extension: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not, and what to do, for the person who sent it."""

    sentence: str


class _No(Exception):
    """The sentence without the file's name in front."""


def check_upload(
    name: str, head: bytes, size: int, open_file: Callable[[], BinaryIO], *, pages: bool = False
) -> Accepted | Refused:
    """Judge a file by `name` as sent, its first HEAD bytes, its size in bytes, and its content where that is needed.

    `open_file` gives the seekable content; it is left open, at its beginning. `pages`: web pages are taken as well.
    """
    types = {**TYPES, **PAGES} if pages else TYPES
    shown = clean_name(name)
    extension = _extension(shown)
    try:
        _check_name(shown, extension, types)
        _check_size(size)
        _check_content(extension, head, size, open_file)
    except _No as no:
        return Refused(f"\N{LEFT DOUBLE QUOTATION MARK}{shown}\N{RIGHT DOUBLE QUOTATION MARK} {no}.")
    return Accepted(shown, extension, types[extension])


def clean_name(name: str) -> str:
    """The name without its folders and without characters that hide what it is; at most 120 characters long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in re.sub(r"\s", " ", last) if unicodedata.category(c) not in HIDDEN)
    tidy = " ".join(re.sub(r'[<>:"|?*]', "_", visible).split()).strip(" .")
    stem, dot, extension = tidy.rpartition(".")
    if not dot:
        return tidy[:LONGEST_NAME].strip() or "document"
    room = LONGEST_NAME - len(extension) - 1
    return f"{stem[:room].strip() or 'document'}.{extension}" if room > 0 else tidy[:LONGEST_NAME]


def _extension(shown: str) -> str:
    return shown.rpartition(".")[2].strip().lower() if "." in shown else ""


def _check_name(shown: str, extension: str, types: dict[str, str]) -> None:
    if extension not in types:
        advice = ADVICE.get(extension, ALLOWED)
        raise _No(f"is not of a kind that can be uploaded. {advice}")
    for inner in shown.lower().split(".")[1:-1]:
        if ACTIVE.fullmatch(inner.strip()):
            raise _No(f"has two endings, .{inner.strip()} and .{extension}. Rename it so that it has only its own")


def _check_size(size: int) -> None:
    if size <= 0:
        raise _No("is empty. Check that it was saved, and try again")
    if size > LARGEST:
        raise _No(
            f"is {-(-size // 1024**2)} MB large, and the limit is {LARGEST // 1024**2} MB. "
            "Make it smaller, for example by compressing its pictures, or add a link to it instead"
        )


def _check_content(extension: str, head: bytes, size: int, open_file: Callable[[], BinaryIO]) -> None:
    found = next((kind for beginning, kind in BEGINNINGS.items() if head.startswith(beginning)), "")
    if found == "compound" and extension in (*MAIN_PARTS, "odt", "ods"):
        raise _No(_of_compound(open_file()))
    expected = {"jpeg": "jpg", "csv": "", "txt": "", **dict.fromkeys(PAGES, "")}.get(extension, extension)
    if extension in MAIN_PARTS or extension in ("odt", "ods"):
        expected = "zip"
    if found != expected:
        raise _No(_not_inside(extension))
    if expected == "zip":
        _check_package(extension, size, open_file())
    elif expected == "pdf":
        _check_pdf(open_file())
    elif expected in PICTURES:
        _check_picture(extension, PICTURES[expected], open_file())
    elif expected == "":
        _check_text(extension, head, open_file())


def _not_inside(extension: str) -> str:
    kind = KINDS[extension]
    return (
        f"is not {kind}, although its name ends in .{extension}. "
        f"Open it in the program that it was made with, save it as {kind}, and upload that"
    )


def _of_compound(file: BinaryIO) -> str:
    """Both kinds begin alike; the protected one has a part of this name."""
    file.seek(0)
    protected = "EncryptedPackage".encode("utf-16-le") in file.read(LARGEST)
    file.seek(0)
    if protected:
        return PROTECTED
    return "is an Office file of before 2007 under a newer name. Open it, save it in the newer format, and upload that"


def _check_text(extension: str, head: bytes, file: BinaryIO) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _No("is written in UTF-16. Save it as UTF-8 (in Excel: CSV UTF-8) and upload that")
    controls = bytes(set(range(32)) - set(b"\t\n\f\r"))
    file.seek(0)
    plain = all(len(chunk) == len(chunk.translate(None, controls)) for chunk in iter(lambda: file.read(CHUNK), b""))
    file.seek(0)
    if not plain:
        raise _No(_not_inside(extension))


def _check_picture(extension: str, is_one: Callable[[bytes], bool], file: BinaryIO) -> None:
    file.seek(0)
    try:
        found = is_one(file.read(LARGEST))
    except (struct.error, IndexError):  # it ends before it says so
        found = False
    finally:
        file.seek(0)
    if not found:
        raise _No(_not_inside(extension))


def _is_png(content: bytes) -> bool:
    """Whether its chunks lead from a header over a picture to an end."""
    place, kinds = 8, [b""]
    while kinds[-1] != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        place += 12 + length
        kinds.append(kind)
    return kinds[1] == b"IHDR" and b"IDAT" in kinds and place <= len(content)


def _is_jpeg(content: bytes) -> bool:
    """Whether its segments lead over the frame, which says how large the picture is, to the picture."""
    place, framed = 2, False
    while content[place] == 0xFF:
        kind = content[place + 1]
        if kind == 0xFF:  # a marker may be filled up
            place += 1
            continue
        if kind in (0xD9, 0xDA):
            return framed and kind == 0xDA
        framed = framed or (0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC))
        (length,) = struct.unpack_from(">H", content, place + 2)
        place += 2 + length
    return False


PICTURES = {"png": _is_png, "jpg": _is_jpeg}


def _check_pdf(file: BinaryIO) -> None:
    import pikepdf

    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise _No(PROTECTED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        pages = 0
    finally:
        file.seek(0)
    if not pages:
        raise _No("is damaged: it has no page that can be read. Make the PDF anew and upload that")


@dataclass(slots=True)
class _Room:
    """How much more may come out of a file, whatever lies in what."""

    entries: int
    unpacked: int


def _check_package(extension: str, size: int, file: BinaryIO) -> None:
    """A zip file inside: its table of contents first, the part that says what it is, then what the parts really are."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            room = _Room(MOST_ENTRIES, MOST_UNPACKED)
            _check_entries(package.infolist(), size, room)
            if extension in MAIN_PARTS:
                _check_office(extension, package)
            else:
                _check_open_document(extension, package)
            _check_parts(package, room, DEEPEST)
    except BROKEN_ZIP:
        raise _No("is damaged. Open it in the program that it was made with, save it anew, and upload that") from None
    finally:
        file.seek(0)


def _check_entries(entries: list[zipfile.ZipInfo], size: int, room: _Room) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    room.entries -= len(entries)
    room.unpacked -= unpacked
    too_dense = unpacked > RATIO_MATTERS_FROM and unpacked > MOST_RATIO * size
    if room.entries < 0 or room.unpacked < 0 or too_dense:
        raise _No(TOO_LARGE)
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise _No(PROTECTED)
    if any(MACROS.search(name) for name in names):
        raise _No(HAS_MACROS)
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise ValueError("entries that no program writes")


def _check_parts(package: zipfile.ZipFile, room: _Room, depth: int) -> None:
    """Every part to its end: none is larger than the table of contents says, a program, or a file to be unpacked."""
    if not depth:
        raise _No(TOO_LARGE)
    for entry in package.infolist():
        content, beginning = _unpacked(package, entry), b""
        while len(beginning) < LONGEST_MARK and (chunk := next(content, b"")):
            beginning += chunk
        embedded = beginning.startswith(b"PK\x03\x04")
        unfit = UNFIT_PART.search(entry.filename) or beginning.startswith(UNFIT_BEGINNINGS)
        if unfit or (embedded and not EMBEDDED.search(entry.filename)):
            raise _No(f"has another file inside it, {clean_name(entry.filename)}. {TAKE_IT_OUT}")
        if embedded:
            _check_embedded(beginning, content, room, depth)
        else:
            deque(content, maxlen=0)


def _check_embedded(beginning: bytes, rest: Iterator[bytes], room: _Room, depth: int) -> None:
    """A document in a document, such as the workbook behind a chart."""
    whole = BytesIO(beginning)
    whole.seek(0, SEEK_END)
    for chunk in rest:
        if whole.tell() > LARGEST:
            raise _No(TOO_LARGE)
        whole.write(chunk)
    with zipfile.ZipFile(whole) as package:
        _check_entries(package.infolist(), len(whole.getbuffer()), room)
        _check_parts(package, room, depth - 1)


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part holds, chunk by chunk. Raises one of BROKEN_ZIP as soon as it is not of the size that is told."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed in a way that no program of documents uses, and that cannot be unpacked bit by bit")
    told, one_more = entry.file_size, copy(entry)
    one_more.file_size += 1  # `zipfile` stops at the size that it is told, and would never see what comes after it
    with package.open(one_more) as part:
        while chunk := part.read(CHUNK):
            told -= len(chunk)
            yield chunk
    if told:
        raise ValueError("not of the size that is told")


def _check_office(extension: str, package: zipfile.ZipFile) -> None:
    listed = _part(package, "[Content_Types].xml")
    if b"macroEnabled" in listed or b"vbaProject" in listed:
        raise _No(HAS_MACROS)
    if [kind for kind, main in MAIN_PARTS.items() if main in listed] != [extension]:
        raise _No(_not_inside(extension))


def _check_open_document(extension: str, package: zipfile.ZipFile) -> None:
    if _part(package, "mimetype").strip() != TYPES[extension].encode():
        raise _No(_not_inside(extension))
    if b"encryption-data" in _part(package, "META-INF/manifest.xml"):
        raise _No(PROTECTED)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part, never more than a part of its kind needs; empty when there is none."""
    if name not in package.namelist():
        return b""
    with package.open(name) as part:
        return part.read(LONGEST_PART)
