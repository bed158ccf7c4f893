"""The page in a real browser, from an empty form to a review that is read, kept, compared, taken away and deleted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=30_000)

FIRST = "# Paste service\n\nUsers store a text and share a short link.\n\nPOST /v1/pastes stores a text.\n"
SECOND = FIRST + (
    "\n## Availability\n\nReads are available 99.95 % of the time, 22 minutes of downtime a month, because links stand "
    "in tickets. 10 million pastes a day are 116 writes/s.\n"
)


def open_form(page: Any) -> None:
    page.goto("/")
    page.wait_for_selector("#profile option[value=mid]", state="attached")


def open_review(page: Any, review_id: str) -> None:
    page.goto(f"/#/reviews/{review_id}")
    wait_for_review(page)


def submit(page: Any) -> None:
    page.click("#submit-button")
    wait_for_review(page)


def wait_for_review(page: Any) -> None:
    """Until the review is shown, and what follows it: sums, diagrams and what was not read."""
    page.wait_for_selector(".verdict")
    page.wait_for_selector(".facts:not([aria-busy])", state="attached")


def test_an_example_is_filled_in_submitted_and_judged(window: Any) -> None:
    page = window()
    open_form(page)
    page.select_option("#example", "url_shortener.md")
    page.wait_for_selector("#text-size:not(:empty)")
    assert page.input_value("#name") == "url_shortener.md"
    page.select_option("#profile", "senior")
    page.select_option("#kind", "answer")
    submit(page)
    told = page.inner_text(".verdict")
    assert "100 % of the weight assessed" in told
    assert "read as an answer · profile senior" in told
    assert page.locator(".steps > li").first.locator(".gain").inner_text().startswith("+")
    assert page.locator(".map > li").count() == 14
    assert page.locator(".criterion").count() == 93
    assert page.evaluate("document.activeElement.id") == "review-title"
    expect(page.locator("#live")).to_contain_text("The review is ready:")


def test_criteria_light_up_as_the_events_come(window: Any, reviewed: str) -> None:
    page, held = window(), []
    asked: list[int] = []

    def answer(route: Any) -> None:
        asked.append(1)
        if len(asked) == 1:
            route.fulfill(status=202, json={"id": reviewed, "status": "running"})
        else:
            held.append(route)

    page.route(f"**/v1/reviews/{reviewed}", answer)
    page.goto(f"/#/reviews/{reviewed}")
    expect(page.locator(".board > .dim")).to_have_text("93 criteria graded")
    tones = page.eval_on_selector_all(".board .cell", "cells => cells.map(cell => cell.dataset.tone)")
    assert len(tones) == 93
    assert {"full", "half", "none"} <= set(tones)
    assert "waiting" not in tones
    expect(page.locator("h1:visible")).to_have_text("Reviewing…")
    page.wait_for_timeout(500)
    held[0].continue_()
    page.wait_for_selector(".verdict")


def test_a_broken_stream_goes_on_where_it_was(window: Any, reviewed: str, service: Any) -> None:
    page = window()
    grades = service.call(f"v1/reviews/{reviewed}")["grades"][:2]
    begun = "".join(
        f"id: {number}\nevent: grade\ndata: {json.dumps(grade)}\n\n" for number, grade in enumerate(grades, start=1)
    )
    asked: list[str | None] = []
    states = [202]

    def stream(route: Any) -> None:
        asked.append(route.request.headers.get("last-event-id"))
        if len(asked) == 1:
            route.fulfill(status=200, content_type="text/event-stream", body=begun)
        elif len(asked) == 2:
            route.abort()
        else:
            route.continue_()

    def state(route: Any) -> None:
        if states:
            route.fulfill(status=states.pop(), json={"id": reviewed, "status": "running"})
        else:
            route.continue_()

    page.route(f"**/v1/reviews/{reviewed}/events", stream)
    page.route(f"**/v1/reviews/{reviewed}", state)
    page.goto(f"/#/reviews/{reviewed}")
    expect(page.locator("#view-review .notice")).to_contain_text("The connection was lost. Trying again")
    page.wait_for_selector(".verdict")
    assert asked == [None, "2", "2"]


def test_a_criterion_shows_its_lines_and_a_mark_its_criterion(window: Any, reviewed: str) -> None:
    page = window()
    open_review(page, reviewed)
    criterion = page.locator(".criterion:has(.evidence)").nth(3)
    criterion.locator("summary").click()
    line = int(criterion.locator("[data-first]").first.get_attribute("data-first"))
    lit = page.locator(".row.lit")
    assert lit.first.locator(".number").inner_text() == str(line)
    expect(lit.first).to_be_in_viewport()
    criterion.locator("[data-first]").last.click()
    expect(lit.first).to_be_in_viewport()
    assert page.evaluate("document.activeElement.closest('.paper') !== null")

    page.locator(".row:has(button.notes:text-is('1')) mark").first.click()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.evaluate("document.activeElement.parentElement.open")


def test_a_line_with_several_notes_lets_choose(window: Any, reviewed: str) -> None:
    page = window()
    open_review(page, reviewed)
    button = page.locator("button.notes:not(:text-is('1'))").first
    count = int(button.inner_text())
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    notes = page.locator(".note-list button")
    assert notes.count() == count
    title = notes.last.inner_text()
    notes.last.click()
    chosen = page.evaluate("document.activeElement.querySelector('.criterion-title')?.textContent ?? ''")
    assert chosen
    assert title.endswith(chosen)
    button.click()
    assert page.locator(".note-list").count() == 0


def test_every_marked_quote_is_a_quote_of_a_criterion(window: Any, reviewed: str, service: Any) -> None:
    page = window()
    open_review(page, reviewed)
    text = service.call(f"v1/reviews/{reviewed}/document")["text"]
    review = service.call(f"v1/reviews/{reviewed}")
    shown = page.eval_on_selector_all(".row .words", "rows => rows.map(row => row.textContent)")
    assert [line.strip("\u00a0") for line in shown] == text.rstrip("\n").split("\n")
    marked = page.eval_on_selector_all(
        ".row", "rows => rows.filter(row => row.querySelector('mark')).map(row => Number(row.firstChild.textContent))"
    )
    quoted = {
        line
        for grade in review["grades"]
        for one in grade["evidence"]
        for line in range(one["lines"][0], one["lines"][1] + 1)
    }
    assert set(marked) <= quoted
    assert {one["lines"][0] for grade in review["grades"] for one in grade["evidence"]} <= set(marked)


def test_the_list_can_be_narrowed(window: Any, reviewed: str, service: Any) -> None:
    page = window()
    open_review(page, reviewed)
    liftable = sum(grade["gain"] > 0 for grade in service.call(f"v1/reviews/{reviewed}")["grades"])
    page.click(".chip[data-filter=lift]")
    assert page.locator(".criterion:visible").count() == liftable
    assert page.get_attribute(".chip[data-filter=lift]", "aria-pressed") == "true"
    # A step leads to its criterion even where the filter hides it.
    page.click(".chip[data-filter=found]")
    page.locator(".steps button.link").first.click()
    expect(page.locator(".criterion[open] > summary")).to_be_focused()


def test_sums_and_diagrams_are_shown_with_their_places(window: Any, service: Any) -> None:
    text = (
        "# Clicks\n\n- 10 million clicks per day\n- 10 million / 86,400 s = 1,160 clicks/s\n\n"
        "```mermaid\nflowchart LR\n  user[User] --> gateway[Gateway]\n  gateway --> store[(Postgres)]\n```\n"
    )
    facts = service.call("v1/facts", {"text": text, "name": "clicks.md"})
    page = window()
    open_review(page, service.review(text, "clicks.md"))
    assert page.locator(".sums tbody tr").count() == len(facts["estimates"])
    [diagram] = facts["architecture"]
    assert page.locator(".pill").all_inner_texts() == diagram["spofs"]
    page.locator(".diagram [data-first]").click()
    assert page.locator(".row.lit").first.locator(".number").inner_text() == str(diagram["lines"][0])


def test_sums_are_told_apart(window: Any, reviewed: str, service: Any) -> None:
    page = window()
    wrong = {"lines": [3, 3], "text": "= 9", "stated": {"value": 9, "unit": "1/s"}, "verdict": "wrong"}
    wrong |= {"expected": {"value": 10, "unit": "1/s"}, "operation": "864,000/day ÷ 86,400"}
    wrong |= {"inputs": [{"lines": [2, 2], "value": 864000, "unit": "1/day"}]}
    unchecked = {"lines": [4, 4], "text": "1e20", "stated": {"value": 1e20, "unit": "B"}, "verdict": "unchecked"}
    sums = [wrong, {**unchecked, "expected": None, "inputs": [], "operation": ""}]
    body = {"estimates": sums, "architecture": [], "unread": [{"lines": [1, 2], "why": "image: not in the text"}]}
    page.route("**/v1/facts", lambda route: route.fulfill(json=body))
    open_review(page, reviewed)
    rows = page.locator(".sums tbody tr").all_inner_texts()
    assert rows[0].split("\t")[:4] == ["line 3", "wrong", "9 1/s", "10 1/s"]
    assert "864,000/day ÷ 86,400 (864,000 1/day, line 2)" in rows[0]
    assert rows[1].split("\t")[:4] == ["line 4", "not checked", "1.000e+20 B", "–"]
    assert "lines 1–2: image: not in the text" in page.inner_text("#unread-title ~ ul")


def test_a_second_draft_is_compared_with_the_first(window: Any) -> None:
    page = window()
    open_form(page)
    page.fill("#text", FIRST)
    page.click(".more summary")
    page.fill("#name", "paste.md")
    submit(page)
    page.click("[data-deed='New draft']")
    expect(page.locator("#text")).to_have_value(FIRST)
    page.fill("#text", SECOND)
    submit(page)
    page.click("text=See what moved")
    page.wait_for_selector(".versus")
    assert page.locator(".delta").get_attribute("data-way") == "better"
    moved = page.locator("section:has(h2:text('Better')) li")
    assert moved.count() >= 1
    assert "missing" in moved.first.inner_text()


def test_past_reviews_are_listed_filtered_and_chosen(window: Any, service: Any) -> None:
    for name in ("alpha one.md", "alpha two.md", "beta.md"):
        service.review(FIRST, name)
    page = window()
    page.goto("/#/reviews")
    page.fill("#filter-name", "alpha")
    page.click("text=Filter")
    expect(page.locator(".past tbody tr")).to_have_count(2)
    page.select_option("#filter-status", "failed")
    expect(page.locator(".empty")).to_have_text("No review fits these filters.")
    page.select_option("#filter-status", "done")
    expect(page.locator(".past tbody tr")).to_have_count(2)
    compare = page.locator("text=Compare two drafts")
    assert compare.is_disabled()
    for box in page.locator(".past input").all():
        box.check()
    compare.click()
    page.wait_for_selector(".versus")
    assert "Both are reviews of the same text." in page.inner_text("#view-compare")


def test_an_answer_for_filters_that_have_changed_since_is_not_shown(window: Any, service: Any) -> None:
    service.review(FIRST, "gamma.md")
    page, held = window(), []
    page.goto("/#/reviews")
    page.wait_for_selector(".past tbody tr")
    page.route(
        "**/v1/reviews?*", lambda route: route.continue_() if "status=" in route.request.url else held.append(route)
    )
    page.fill("#filter-name", "gamma")
    with page.expect_request("**/v1/reviews?*name=gamma"):
        page.click("text=Filter")
    page.select_option("#filter-status", "failed")
    expect(page.locator(".empty")).to_have_text("No review fits these filters.")
    for route in held:
        with page.expect_response(route.request.url):
            route.continue_()
    page.evaluate("fetch('v1/rubrics').then((answer) => answer.json())")
    expect(page.locator(".empty")).to_have_text("No review fits these filters.")
    assert held
    assert page.locator(".past tbody tr").count() == 0


def test_more_reviews_come_page_by_page(window: Any) -> None:
    page = window()
    line = {"name": "a.md", "status": "done", "created_at": "2026-01-02T03:04:05Z", "score": 61.4, "band": "hire",
            "rubric": "system-design", "profile": "mid", "kind": "answer", "findings": 0}  # fmt: skip

    def answer(route: Any) -> None:
        second = "cursor=next" in route.request.url
        items = [{**line, "id": f"{second}{number}"} for number in range(3)]
        route.fulfill(json={"items": items, "next_cursor": None if second else "next"})

    page.route("**/v1/reviews?*", answer)
    page.goto("/#/reviews")
    expect(page.locator(".past tbody tr")).to_have_count(3)
    page.click("text=Show more")
    expect(page.locator(".past tbody tr")).to_have_count(6)
    expect(page.locator("text=Show more")).to_be_hidden()


def test_json_and_markdown_can_be_taken_away(window: Any, reviewed: str, service: Any) -> None:
    page = window()
    open_review(page, reviewed)
    with page.expect_download() as taken:
        page.click("[data-deed=JSON]")
    assert taken.value.suggested_filename == "ride_hailing.md.review.json"
    assert json.loads(Path(taken.value.path()).read_text("utf-8")) == service.call(f"v1/reviews/{reviewed}")
    with page.expect_download() as taken:
        page.click("[data-deed=Markdown]")
    text = Path(taken.value.path()).read_text("utf-8")
    assert text.startswith("## ride\\_hailing.md: ")
    assert "### What lifts the score most" in text
    assert text.count("\n- **") == 93


def test_on_paper_everything_is_open_and_no_control_is_left(window: Any, reviewed: str) -> None:
    page = window()
    page.add_init_script("window.print = () => { window.printed = true; }")
    open_review(page, reviewed)
    page.click("[data-deed=Print]")
    assert page.evaluate("window.printed")
    assert page.locator(".criterion:not([open])").count() == 0
    page.emulate_media(media="print")
    for gone in (".top", ".tools", ".chips", "button.notes >> nth=0"):
        assert page.locator(gone).is_hidden(), gone
    paper = page.locator(".paper")
    assert paper.evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_a_review_is_deleted_only_after_a_question(window: Any, service: Any) -> None:
    review_id = service.review(FIRST, "gone soon.md")
    page = window()
    open_review(page, review_id)
    page.click("[data-deed=Delete]")
    page.click("#confirm-dialog button:text('Cancel')")
    assert page.locator(".verdict").is_visible()
    page.click("[data-deed=Delete]")
    page.click("#confirm-yes")
    expect(page.locator("#past-title")).to_be_visible()
    page.fill("#filter-name", "gone soon")
    page.click("text=Filter")
    expect(page.locator(".empty")).to_be_visible()
    page.goto(f"/#/reviews/{review_id}")
    expect(page.locator("h1:visible")).to_have_text("There is no such review")


def test_files_are_read_or_sent_as_they_are(window: Any, tmp_path: Path) -> None:
    page = window()
    open_form(page)
    page.set_input_files("#file", files=[{"name": "short.md", "mimeType": "text/markdown", "buffer": FIRST.encode()}])
    expect(page.locator("#text")).to_have_value(FIRST)
    assert page.input_value("#name") == "short.md"
    html = b"<html><body><h1>Paste service</h1><p>Users store a text and share a short link.</p></body></html>"
    page.set_input_files("#file", files=[{"name": "short.html", "mimeType": "text/html", "buffer": html}])
    expect(page.locator("#file-card")).to_contain_text("short.html")
    submit(page)
    assert page.inner_text("#review-title") == "short.html"
    assert "Users store a text" in page.inner_text(".paper")


def test_a_dropped_file_fills_the_form(window: Any) -> None:
    page = window()
    open_form(page)
    page.evaluate(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
          const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
          document.getElementById("drop-zone").dispatchEvent(drop);
        }""",
        FIRST,
    )
    expect(page.locator("#text")).to_have_value(FIRST)
    assert page.input_value("#name") == "dropped.txt"


def test_another_rubric_brings_its_own_profiles_and_criteria(window: Any) -> None:
    page = window()
    open_form(page)
    page.select_option("#rubric", "well-architected-lite")
    page.fill("#text", SECOND)
    submit(page)
    assert page.locator(".criterion").count() == 22
