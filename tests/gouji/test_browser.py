"""The reading page in a real browser: click both ways, keyboard, filters, and no script of a disclosure runs."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from corpus import forms, ledger, writer
from corpus.rendering import html as markup
from gouji.auditing import audit
from gouji.record import record
from gouji.report import html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def page(browser, audited, tmp_path):
    html.write([record(audited)], tmp_path)
    opened = browser.new_page(viewport={"width": 1400, "height": 500})
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("console", lambda message: opened.problems.append(message.text))
    opened.on("dialog", lambda dialog: opened.problems.append(dialog.message) or dialog.dismiss())
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.requests = []
    opened.goto(next(tmp_path.glob("0001-*.html")).as_uri())
    yield opened
    opened.close()


def test_a_click_on_a_finding_lights_its_place(page):
    page.click(".card.error a.jump")
    lit = page.locator("main mark.active")
    assert lit.all_inner_texts() == ["812.46元"]
    playwright.expect(lit).to_be_in_viewport()
    assert page.locator("main mark.noting").all_inner_texts() == ["812.46万元"]


def test_a_click_on_a_figure_opens_its_panel_and_leads_to_its_finding(page):
    page.click(".fig.conflict[data-figure] >> text=812.46元")
    panel = page.locator("#panel")
    playwright.expect(panel).to_be_visible()
    for part in ("812.46元", "有矛盾", "EQ01 不成立", "2023年 财政拨款收入总计 决算数"):
        assert part in panel.inner_text()
    panel.locator("a.to").click()
    playwright.expect(page.locator(".card.error")).to_have_class("card error active")


def test_a_click_on_marked_words_chooses_their_finding(page):
    page.click("main mark.info")
    playwright.expect(page.locator(".card.info")).to_have_class("card info active")


def test_the_keyboard_goes_everywhere(page):
    page.keyboard.press("j")
    playwright.expect(page.locator(".card").nth(0)).to_have_class("card error active")
    page.keyboard.press("j")
    page.keyboard.press("j")
    playwright.expect(page.locator(".card").nth(2)).to_have_class("card info active")
    page.keyboard.press("f")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.textContent") == "96.31万元"
    page.keyboard.press("Enter")
    assert "RA01 成立" in page.locator("#panel").inner_text()
    page.keyboard.press("Escape")
    playwright.expect(page.locator("#panel")).to_be_hidden()


def test_a_severity_can_be_hidden(page):
    page.click(".filters button.info")
    playwright.expect(page.locator(".card.info")).to_be_hidden()
    playwright.expect(page.locator(".card.error")).to_be_visible()
    page.click(".filters button.info")
    playwright.expect(page.locator(".card.info")).to_be_visible()


def test_a_note_leads_to_its_place(page):
    page.click(".card.error summary >> text=参见")
    page.click(".card.error a.see")
    playwright.expect(page.locator("main mark.noting")).to_be_in_viewport()


def test_nothing_of_the_text_runs_and_nothing_is_fetched(page):
    page.click(".card.error a.jump")
    page.wait_for_timeout(100)
    assert page.problems == []
    assert len(page.requests) == 1
    assert page.locator("main script, main b").count() == 0


def test_a_click_works_without_its_script(browser, audited, tmp_path):
    html.write([record(audited)], tmp_path)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(next(tmp_path.glob("0001-*.html")).as_uri())
    plain.click(".card.error a.jump")
    assert plain.url.endswith("#m0")
    context.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A narrative with a wrong unit, and its tables in another file."""
    place = tmp_path_factory.mktemp("pair")
    whole = writer.write(ledger.load("water_bureau"), forms.form("national"))
    lines = "\n".join(line.text for line in whole.lines)
    start = lines.index("万元", lines.index("2023年度收、支总计均为"))
    (place / "说明.txt").write_text(f"{lines[:start]}元{lines[start + 2 :]}", encoding="utf-8")
    (place / "表.html").write_bytes(markup.render(replace(whole, parts=whole.sheets)))
    return audit([place / "说明.txt", place / "表.html"])


def test_a_cell_beside_a_finding_leads_to_the_table_of_the_other_file(browser, pair, tmp_path):
    html.write([record(pair)], tmp_path)
    opened = browser.new_page(viewport={"width": 1400, "height": 600})
    opened.goto(next(tmp_path.glob("0001-*.html")).as_uri())
    card = opened.locator(".card.error").first
    meant = card.locator(".strip td.meant").first
    meant.click()
    lit = opened.locator("main td .fig.active")
    playwright.expect(lit).to_be_in_viewport()
    assert lit.inner_text() == meant.inner_text()
    card.locator("a.jump").click()
    playwright.expect(opened.locator("main p mark.active").first).to_be_in_viewport()
    assert opened.locator("main .file").all_inner_texts() == ["说明.txt", "表.html"]
    opened.click("nav a >> text=表.html")
    playwright.expect(opened.locator("#d1")).to_be_in_viewport()
    opened.close()
