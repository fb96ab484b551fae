from __future__ import annotations

from base64 import encodebytes
from quopri import encodestring

import pytest

from extractor.errors import UnreadableError
from extractor.reading import from_bytes, read

PAGE = (
    "<html><head><meta charset=gb2312></head><body><p>2023年度收入合计412.30万元</p>"
    "<table><tr><td>科目</td><td>金额</td></tr><tr><td>教育</td><td>5.00</td></tr></table></body></html>"
).encode("gb18030")
HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="----=_Part.01"\r\n\r\nnotes\r\n\r\n'


def archive(coding, body):
    picture = b"------=_Part.01\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    page = b"------=_Part.01\r\nContent-Transfer-Encoding: " + coding + b'\r\nContent-Type: text/html; charset="gb2312"'
    return HEAD + picture + page + b"\r\n\r\n" + body + b"\r\n------=_Part.01--\r\n"


@pytest.mark.parametrize(
    ("coding", "body"),
    [(b"quoted-printable", encodestring(PAGE)), (b"base64", encodebytes(PAGE)), (b"8bit", PAGE)],
    ids=["quoted", "base64", "plain"],
)
@pytest.mark.parametrize("name", ["决算.mht", "决算.doc"])
def test_the_page_in_a_web_archive_is_read(coding, body, name):
    data = archive(coding, body)
    document = read(from_bytes(data, path=name))
    assert document.text == "2023年度收入合计412.30万元\n科目\t金额\n教育\t5.00\n"
    assert (document.origin, document.source.data) == ("mht html utf-8", data)


@pytest.mark.parametrize(
    "data", [HEAD, archive(b"base64", b"=*="), archive(b"8bit", b"")], ids=["none", "bad", "empty"]
)
def test_an_archive_without_a_page_says_so(data):
    with pytest.raises(UnreadableError, match=r"没有网页|没有文字"):
        read(from_bytes(data, path="决算.doc"))


def test_a_text_that_begins_with_a_date_stays_text():
    assert read(from_bytes("Date: 2023\n收入合计5万元".encode(), path="决算.txt")).origin == "text utf-8"
