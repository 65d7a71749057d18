"""JupyterLab in a real browser: what a person does in the first ten minutes."""

import re
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect, sync_playwright

import project

# The flags keep Chromium off the network and let it run as root, as in a container.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
TRAINING = 15 * 60_000  # ms; an end to waiting, not a claim
SCREENSHOT = project.STATE / "lab.png"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The course's notebooks and a scratch one, apart from the checkout: JupyterLab saves what it runs."""
    folder = tmp_path_factory.mktemp("notebooks")
    for notebook in project.NOTEBOOKS:
        (folder / notebook.name).write_text(notebook.read_text())
    spec = {"name": "java", "display_name": "Java (Lungo)", "language": "java"}
    nbformat.write(new_notebook(cells=[new_code_cell("int kept = 42;")], metadata={"kernelspec": spec}), folder / "scratch.ipynb")
    return folder


@pytest.fixture(scope="module")
def address(folder):
    with project.lab(folder) as (url, _):
        yield url


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=project.browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def lab(chromium, address):
    """Opens notebooks, in a fresh profile."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})

    def open_notebook(name):
        page = context.new_page()
        # Until JupyterLab has opened the kernel's channels it leaves what is run undone, without a word.
        with page.expect_websocket(lambda socket: "/channels" in socket.url, timeout=60_000):
            page.goto(address.replace("/lab?", f"/lab/tree/{name}?reset&"))
        indicator = page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        indicator.first.wait_for(state="attached", timeout=60_000)
        return page

    yield open_notebook
    context.close()


def menu(page, *path):
    page.locator(".lm-MenuBar-itemLabel", has_text=path[0]).first.click()
    page.locator(".lm-Menu-itemLabel").get_by_text(path[1], exact=True).click()


def type_cell(page, code):
    """Types code into the last cell; JupyterLab's own bracket-closing would add to it."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").last
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(code)
    return cell


@pytest.fixture
def scratch(lab):
    """A notebook whose one cell has run, so that the kernel is known to be connected; before that, TAB only indents."""
    page = lab("scratch.ipynb")
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)
    return page


def test_tab_completes(scratch):
    completer = scratch.locator(".jp-Completer")
    type_cell(scratch, "System.out.print")
    scratch.keyboard.press("Tab")
    expect(completer).to_contain_text("printf", timeout=15_000)
    expect(completer).to_contain_text("println")
    scratch.keyboard.press("Escape")
    cell = type_cell(scratch, "Math.hyp")
    scratch.keyboard.press("Tab")
    expect(completer).to_contain_text("hypot")
    scratch.keyboard.press("Enter")
    expect(cell).to_contain_text("Math.hypot")


def test_stop_button_ends_an_endless_loop(scratch, note):
    loop = type_cell(scratch, "while (true) {}")
    scratch.keyboard.press("Control+Enter")
    expect(loop.locator(".jp-InputPrompt")).to_have_text("[*]:")
    time.sleep(1)
    pressed = time.monotonic()
    scratch.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]').click()
    expect(loop).to_contain_text("stopped", timeout=30_000)
    note(f"■ stopped while(true) in {time.monotonic() - pressed:.1f} s, browser included")
    type_cell(scratch, "kept + 1")
    scratch.keyboard.press("Control+Enter")
    expect(loop.locator(".jp-OutputArea-executeResult")).to_contain_text("43")


def test_a_board_moves_where_it_stands_while_another_cell_runs(scratch, note):
    type_cell(scratch, """import lungo.lib.board.Board;
        var board = Board.named("watched");
        board.line("loss").append(0, 1);
        board.show();""")
    scratch.keyboard.press("Shift+Enter")
    shown = scratch.locator(".jp-CodeCell", has_text="board.show()")
    picture = shown.locator(".jp-RenderedSVG img")
    plotly = shown.locator(".js-plotly-plot")
    plotly.wait_for(timeout=60_000)  # a cell ends with the whole board shown
    type_cell(scratch, """for (int i = 1; i < 80; i++) {
            board.line("loss").append(i, 1.0 / i);
            Thread.sleep(50);
        }
        board.text("notes", "done");
        board.close();""")
    scratch.keyboard.press("Control+Enter")
    prompt = scratch.locator(".jp-CodeCell", has_text="board.close()").locator(".jp-InputArea-prompt")
    pictures = set()
    while not re.match(r"\[\d+\]", prompt.inner_text()):
        pictures.update(picture.evaluate_all("images => images.map(image => image.src)"))
        scratch.wait_for_timeout(200)
    note(f"{len(pictures)} states of the board were seen")
    assert len(pictures) >= 3
    expect(plotly.locator("svg.main-svg").first).to_be_visible()
    expect(plotly.locator(".annotation-text", has_text="loss")).to_be_visible()
    expect(scratch.locator('[data-mime-type="application/vnd.jupyter.stderr"]')).to_have_count(0)


def test_notebook_trains_before_your_eyes(lab, note):
    """Section 7.3: run all cells, see the curve move while the network trains, and Plotly's figure at the end."""
    page = lab("07-3-mnist.ipynb")
    menu(page, "Run", "Run All Cells")
    training = page.locator(".jp-CodeCell", has_text="LiveChart.titled")
    training.scroll_into_view_if_needed()
    picture = training.locator(".jp-RenderedSVG img")
    picture.wait_for(timeout=TRAINING)
    pictures = {picture.get_attribute("src")}
    plotly = training.locator(".js-plotly-plot")
    while not plotly.count():
        if picture.count():
            pictures.add(picture.get_attribute("src", timeout=2000))
        page.wait_for_timeout(200)
    note(f"{len(pictures)} states of the curve were seen while it trained")
    assert len(pictures) >= 3
    expect(plotly.locator("svg.main-svg").first).to_be_visible()
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=TRAINING)
    expect(page.locator('[data-mime-type="application/vnd.jupyter.stderr"]')).to_have_count(0)
    assert page.locator(".js-plotly-plot").count() >= 3
    page.keyboard.press("ControlOrMeta+B")  # without the file list, and narrow: the picture is the README's
    page.set_viewport_size({"width": 1080, "height": 900})
    training.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    page.screenshot(path=SCREENSHOT)
    note(f"screenshot: {SCREENSHOT.relative_to(project.PROJECT)}")
