from __future__ import annotations

from gouji.record import record
from gouji.report import html


def test_tmp(audited):
    open("/tmp/page.html", "w").write(html.page(record(audited)))
