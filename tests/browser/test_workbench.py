"""What a person sees in the workbench: the network on a canvas, and the evidence it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def strangers() -> list[str]:
    """Addresses outside this machine that the page asked for."""
    return []


@pytest.fixture(scope="module")
def workbench(lab_address: str, chromium: Path, strangers: list[str]) -> Iterator[Page]:
    """The workbench after all of its cells ran."""

    def stay_here(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET.split())
        page = browser.new_page(viewport={"width": 1360, "height": 1000})
        page.route("**/*", stay_here)
        page.goto(lab_address, timeout=PATIENCE_MS)
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=PATIENCE_MS)
        expect(page.locator(".jp-Toolbar-kernelName")).to_contain_text("Python", timeout=PATIENCE_MS)
        page.wait_for_selector(".jp-StatusBar-Widget :text('| Idle')", timeout=PATIENCE_MS)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        page.wait_for_selector(".jp-OutputArea canvas", timeout=PATIENCE_MS, state="attached")
        page.wait_for_selector(".netral td", timeout=PATIENCE_MS, state="attached")
        yield page
        browser.close()


def test_the_network_is_drawn(workbench: Page) -> None:
    canvas = workbench.locator(".jp-OutputArea canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    assert box["width"] > 600
    assert box["height"] > 400


def test_every_act_names_its_record(workbench: Page) -> None:
    row = workbench.locator(".netral tbody tr").first
    row.scroll_into_view_if_needed()
    expect(row).to_contain_text("Z")
    assert "c-" in row.inner_text()


def test_choosing_a_pair_filters_the_table(workbench: Page) -> None:
    rows = "Array.from(document.querySelectorAll('.netral tbody tr'), row => row.innerText).join()"
    before = workbench.evaluate(rows)
    workbench.locator(".widget-dropdown select").nth(1).select_option(index=2)
    workbench.wait_for_function(f"before => {rows} !== before", arg=before)


def test_no_cell_raised_and_no_pop_up_covers_the_page(workbench: Page) -> None:
    assert workbench.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert workbench.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert workbench.locator(".jp-Dialog, .jp-toast-message").count() == 0


def test_nothing_outside_this_machine_was_asked(workbench: Page, strangers: list[str]) -> None:
    assert strangers == []


def test_a_picture_of_the_workbench_can_be_taken(workbench: Page, tmp_path: Path) -> None:
    workbench.locator(".jp-OutputArea canvas").first.scroll_into_view_if_needed()
    picture = workbench.screenshot(path=tmp_path / "workbench.png")
    assert len(picture) > 20_000
