"""Word documents over HTTP: how one is answered, and how the OpenAPI document describes that."""

from typing import Any

from fastapi.responses import Response

from documents.word import MEDIA_TYPE

RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A Word document (.docx), in the programme's language",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "contentMediaType": MEDIA_TYPE}}},
    }
}


def answer(name: str, content: bytes) -> Response:
    """The document, to be kept as `name`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
