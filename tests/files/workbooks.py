"""What stands in an xlsx file, read as whoever opens one would find it."""

import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(content: bytes) -> list[list[str]]:
    """The rows of its first sheet; days are numbers there. Raises where a cell calculates something."""
    with ZipFile(BytesIO(content)) as file:
        shared = [
            "".join(part.text or "" for part in one.iter(f"{MAIN}t"))
            for one in ET.fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        ]
        sheet = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    assert sheet.find(f".//{MAIN}f") is None, "a formula"
    return [_row(row, shared) for row in sheet.iter(f"{MAIN}row")]


def _row(row: ET.Element, shared: list[str]) -> list[str]:
    found: list[str] = []
    for cell in row:
        value = cell.find(f"{MAIN}v")
        text = "" if value is None or value.text is None else value.text
        # What is empty is left out: its letter says in which column a cell is.
        while len(found) < _column(cell.attrib["r"]):
            found.append("")
        found.append(shared[int(text)] if cell.get("t") == "s" else text)
    return found


def _column(place: str) -> int:
    letters = re.match(r"[A-Z]+", place)
    assert letters is not None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def text_of(content: bytes) -> str:
    """Whatever stands in a file, be it a workbook or text."""
    try:
        return "\n".join("\t".join(row) for row in cells(content))
    except BadZipFile:
        # A calendar folds long lines.
        return content.decode().replace("\r\n ", "")
