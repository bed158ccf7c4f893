"""Whether everybody can use the page: axe-core, keyboard, narrow screens, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

expect = pytest.importorskip("playwright.sync_api").expect
Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe
expect.set_options(timeout=30_000)


def complaints(page: Any) -> list[str]:
    """What axe-core calls serious or critical, with the places."""
    found = Axe().run(page).response
    assert found["passes"], "axe-core looked at nothing"
    return [
        f"{one['impact']} {one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (375, "dark"), (768, "light"), (1280, "dark")])
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(
    window: Any, reviewed: str, service: Any, width: int, scheme: str
) -> None:
    page = window(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto("/")
    page.wait_for_selector("#profile option[value=mid]", state="attached")
    page.click("#submit-button")
    seen = {"form": complaints(page)}
    page.goto(f"/#/reviews/{reviewed}")
    page.wait_for_selector(".verdict")
    page.locator(".criterion:has(.evidence) > summary").nth(2).click()
    page.locator("button.notes:not(:text-is('1'))").first.click()
    seen["review"] = complaints(page)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.goto(f"/#/compare/{reviewed}/{reviewed}")
    page.wait_for_selector(".versus")
    seen["compare"] = complaints(page)
    assert page.evaluate(wide) <= 0
    page.goto("/#/reviews")
    page.wait_for_selector(".past tbody tr")
    seen["past"] = complaints(page)
    assert page.evaluate(wide) <= 0
    assert [one for found in seen.values() for one in found] == []


def test_dialogs_and_troubles_are_in_reach_too(window: Any, reviewed: str) -> None:
    page = window()
    page.goto(f"/#/reviews/{reviewed}")
    page.wait_for_selector(".verdict")
    page.click("[data-deed=Delete]")
    assert complaints(page) == []
    assert page.evaluate("document.activeElement.textContent") == "Cancel"
    page.keyboard.press("Escape")
    page.goto("/#/reviews/nosuchreview")
    page.wait_for_selector("#view-review .problem")
    assert complaints(page) == []


def test_the_keyboard_reaches_everything_in_order(window: Any, reviewed: str) -> None:
    page = window()
    page.goto("/")
    page.wait_for_selector("#profile option[value=mid]", state="attached")
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert reached[:4] == ["Skip to the content", "Design Reviewer", "New review", "Past reviews"]
    inside = [
        one for one in reached if one in {"file", "example", "text", "rubric", "profile", "kind", "submit-button"}
    ]
    assert inside == ["file", "example", "text", "rubric", "profile", "kind", "submit-button"]


def test_the_skip_link_leads_into_the_content(window: Any) -> None:
    page = window()
    page.goto("/#/reviews")
    page.wait_for_selector("#past-title")
    page.focus(".skip")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.url.endswith("#/reviews")


def test_a_review_is_read_with_the_keyboard_alone(window: Any, reviewed: str) -> None:
    page = window()
    page.goto(f"/#/reviews/{reviewed}")
    page.wait_for_selector(".verdict")
    page.locator(".criterion:has(.evidence) > summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("line")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.row.lit button.notes')")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_on_a_narrow_screen_opening_a_criterion_does_not_move_the_page(window: Any, reviewed: str) -> None:
    page = window(viewport={"width": 375, "height": 800})
    page.goto(f"/#/reviews/{reviewed}")
    page.wait_for_selector(".verdict")
    summary = page.locator(".criterion:has(.evidence) > summary").first
    summary.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    summary.click()
    assert abs(page.evaluate("scrollY") - before) < 5
    page.locator(".criterion[open] [data-first]").first.click()
    expect(page.locator(".row.lit").first).to_be_in_viewport()


def test_levels_are_words_beside_their_shapes(window: Any, reviewed: str) -> None:
    page = window()
    page.goto(f"/#/reviews/{reviewed}")
    page.wait_for_selector(".verdict")
    words = set(page.locator(".criterion > summary .level").all_inner_texts())
    assert {"met", "partial", "missing"} <= words
    shapes = page.eval_on_selector_all(
        ".legend .cell",
        "cells => cells.map(getComputedStyle).map(s => [s.borderStyle, s.backgroundImage !== 'none',"
        " s.backgroundColor !== 'rgba(0, 0, 0, 0)'].join())",
    )
    assert len(set(shapes)) == len(shapes) == 5


def test_the_live_region_is_not_chatty(window: Any, reviewed: str) -> None:
    page = window()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.said = []; new MutationObserver(() => "
        "said.push(document.getElementById('live').textContent)).observe(document.getElementById('live'), "
        "{ childList: true, characterData: true, subtree: true }); })"
    )
    states = [202]
    page.route(
        f"**/v1/reviews/{reviewed}",
        lambda route: (
            route.fulfill(status=states.pop(), json={"id": reviewed, "status": "running"})
            if states
            else route.continue_()
        ),
    )
    page.goto(f"/#/reviews/{reviewed}")
    page.wait_for_selector(".verdict")
    expect(page.locator("#live")).to_contain_text("The review is ready")
    said = page.evaluate("said")
    assert said[-1].startswith("The review is ready")
    assert len(said) <= 4  # 93 grades came
