"""PDF files that are made to do harm, and files that are not what their names say."""

from __future__ import annotations

import io
import zlib

import pytest

TEXT = "青禾市档案馆2023年度部门决算。2023年度收、支总计均为120.00万元。".encode()
MEGABYTE = 1024 * 1024


def portable(*objects: str | bytes, root: int = 1) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        raw = body.encode() if isinstance(body, str) else body
        out += b"%d 0 obj\n%b\nendobj\n" % (number, raw)
    at = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n<</Size {count} /Root {root} 0 R>>\n".encode()
    return out + f"startxref\n{at}\n%%EOF\n".encode()


def stream(content: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """Return a stream; ``packed`` content is packed already."""
    entries += " /Filter /FlateDecode" * packed
    return f"<<{entries} /Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"


def one_page(content: bytes, *others: str | bytes, resources: str = "") -> bytes:
    return portable(
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <<{resources}>>>>",
        content,
        *others,
    )


def pdf_spaces() -> bytes:
    press = zlib.compressobj(9)
    return one_page(
        stream(b"".join([press.compress(b" " * MEGABYTE) for _ in range(300)]) + press.flush(), packed=True)
    )


def pdf_lines() -> bytes:
    return one_page(stream(zlib.compress(b"0 0 m 9 9 l S " * 2_000_000), packed=True))


def pdf_forms() -> bytes:
    """Return a page whose form draws another one twice, which draws the next one twice … thirty deep."""
    kind = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X {} 0 R>>>>"
    forms = [stream(b"/X Do /X Do", kind.format(number)) for number in range(6, 36)]
    return one_page(stream(b"/X Do"), *forms, resources="/XObject <</X 5 0 R>>")


def pdf() -> bytes:
    font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    words = b"BT /F1 12 Tf 72 720 Td (Final account 2023: 120.00) Tj ET"
    return one_page(stream(words), font, resources="/Font <</F1 5 0 R>>")


def cyclic_pdf() -> bytes:
    return portable(
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R 3 0 R] /Count 100 /Parent 3 0 R>>",
        "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 100 /Parent 2 0 R>>",
    )


def endless_pdf() -> bytes:
    return pdf().replace(b"/Count 1>>", b"/Count 999999999>>")


def locked_pdf() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt", reason="reportlab is not installed")
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=encryption.StandardEncryption("secret", ownerPassword="other"))
    page.drawString(72, 720, "Final account 2023")
    page.save()
    return out.getvalue()


def half_pdf() -> bytes:
    return pdf()[:300]


def html() -> bytes:
    return f"<html><body><table><tr><td>{TEXT.decode()}</td><td>1.00</td></tr></table></body></html>".encode()


def jpeg() -> bytes:
    return bytes.fromhex("ffd8ffe000104a46494600010101") + bytes(400)


def text() -> bytes:
    return TEXT
