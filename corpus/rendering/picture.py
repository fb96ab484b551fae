"""A PDF as scanned pages: every page a picture, as a flat-bed scanner gives them."""

from __future__ import annotations

from io import BytesIO

_POINTS = 72


def pages(pdf: bytes, *, dpi: int = 200) -> list[bytes]:
    """Return every page as a PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(document[number], dpi) for number in range(len(document))]
    finally:
        document.close()


def _png(page: object, dpi: int) -> bytes:
    picture = page.render(scale=dpi / _POINTS).to_pil().convert("L")  # type: ignore[attr-defined]  # untyped library
    buffer = BytesIO()
    picture.save(buffer, format="PNG", dpi=(dpi, dpi))
    return buffer.getvalue()
