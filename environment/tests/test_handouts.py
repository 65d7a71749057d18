"""environment/handouts: one chapter and two small notebooks, as a class would get them."""

import base64
import os
import re
from urllib.parse import unquote

import nbformat
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import sync_playwright

import project
from test_lab import FLAGS

CHAPTER = "07-3-mnist"
CURVE = 'var chart = LiveChart.titled("A curve").x("step").panels("loss");\nfor (int i = 0; i < 9; i++) chart.add("loss", i, i);\nchart.close();'
WIDE = 'var wide = tech.tablesaw.api.Table.create("wide");\nfor (int c = 0; c < 20; c++) ' \
       'wide.addColumns(tech.tablesaw.api.DoubleColumn.create("column number " + c, 1.5));\nwide'


def solution(cell):
    cell.metadata.tags = ["solution"]
    return cell


SMALL = [
    new_markdown_cell(f"# 1.1 *Small*, and 卷积\n\nAfter [7.3]({CHAPTER}.ipynb) and [a file](../README.md), at [DJL](https://djl.ai)."),
    new_code_cell("import lungo.lib.plot.*;"),
    new_markdown_cell("## Maths\n\n$$p_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}$$\n\nand $x^2$, but `not $this$`.\n\n"
                      "<details><summary>Hint</summary>\nFolded on screen.\n</details>"),
    new_code_cell(CURVE), new_code_cell(WIDE), new_code_cell('System.out.println("a costs $1 and b costs $2");'),
    solution(new_code_cell("int secret = 42;")), solution(new_markdown_cell("The secret is $6 \\cdot 7$.")),
]
BROKEN = [new_markdown_cell("# 1.2 Broken"), new_code_cell("int n = 1;"), new_code_cell('throw new IllegalStateException("on purpose");')]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of the handouts, and the finished process that made them."""
    folder = tmp_path_factory.mktemp("handouts")
    spec = {"name": "java", "language": "java", "display_name": "Java"}
    for name, cells in (("1-small", SMALL), ("2-broken", BROKEN)):
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / f"{name}.ipynb")
    project.browser()
    done = project.script(
        "handouts", folder / "1-small.ipynb", folder / "2-broken.ipynb", project.PROJECT / "notebooks" / f"{CHAPTER}.ipynb",
        "-o", folder / "out", env=offline(folder))
    return folder / "out", done


def test_a_failing_notebook_is_named_and_the_others_are_written(made):
    out, done = made
    assert done.returncode == 1
    assert "(3/3) 7.3 Recognising digits" in done.stdout and "Cell 2/2 failed" in done.stderr and "on purpose" in done.stderr
    assert "2-broken: Cell 2/2 failed" in done.stderr and "The other 2 of 3" in done.stderr
    for edition in ("student", "teacher"):
        written = {path.name for path in (out / edition).iterdir()}
        assert written == {"index.html", "mathjax", "1-small.html", "1-small.pdf", f"{CHAPTER}.html", f"{CHAPTER}.pdf"}


def test_contents_lead_to_every_page(made):
    for edition in ("student", "teacher"):
        folder = made[0] / edition
        text = (folder / "index.html").read_text()
        links = set(re.findall(r'href="([^"]+)"', text))
        assert links == {"1-small.html", "1-small.pdf", f"{CHAPTER}.html", f"{CHAPTER}.pdf"}
        assert all((folder / link).is_file() for link in links)
        assert "1.2 Broken" in text and "Cell 2/2 failed" in text


def test_only_the_teacher_has_solutions(made):
    sources = [cell.source for cell in nbformat.read(project.PROJECT / "notebooks" / f"{CHAPTER}.ipynb", 4).cells
               if "solution" in cell.metadata.get("tags", [])]
    assert len(sources) > 3
    for name, traces in (("1-small", ["secret"]), (CHAPTER, ["sumOfMeans", "three times worse than guessing"])):
        for suffix, read in ((".html", html), (".pdf", words)):
            student, teacher = (read(made[0] / edition / (name + suffix)) for edition in ("student", "teacher"))
            for trace in traces:
                assert trace not in student and trace in teacher, (name, suffix, trace)


def test_pages_fetch_nothing_from_elsewhere(made):
    pages = list(made[0].glob("*/*.html"))
    assert len(pages) == 6
    for page in pages:
        text = page.read_text()
        fetched = re.findall(r'<(?:script|link|img|iframe|source|object|embed)\b[^>]*?\b(?:src|href|data)="([^"]*)"', text)
        fetched += re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", text)
        assert all(isinstance(f, str) and (f.startswith("data:") or (page.parent / f).is_file()) for f in fetched), page


def test_pages_open_with_the_network_cut(made):
    """Maths is set, hints are folded, every picture has words, and links lead to handouts or to the web."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=project.browser(), args=FLAGS)
        page = chromium.new_context(offline=True).new_page()
        failed, errors = [], []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("pageerror", lambda error: errors.append(error))
        for path in sorted(made[0].glob("*/*.html")):
            page.goto(path.as_uri())
            page.wait_for_load_state()
            assert page.locator("h1").count() == 1 and page.title() and page.locator("html").get_attribute("lang") == "en"
            nameless = page.evaluate("""[...document.querySelectorAll("img, svg")].filter(picture =>
                !picture.getAttribute("alt") && !picture.getAttribute("aria-label") && picture.getAttribute("aria-hidden") != "true")
                .map(picture => picture.outerHTML.slice(0, 200))""")
            assert nameless == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
            if path.name != "index.html":
                page.evaluate("MathJax.startup.promise")
                assert page.locator("mjx-container svg").count() > 1 and page.locator("mjx-merror, [data-mjx-error]").count() == 0
                assert page.locator("details").count() > 0 and page.locator("details[open]").count() == 0
        page.goto((made[0] / "student/1-small.html").as_uri())
        assert page.locator("code", has_text="not $this$").count() == 1
        assert page.locator("pre.output", has_text="a costs $1 and b costs $2").count() == 1
        links = [link.get_attribute("href") for link in page.locator("main a").all()]
        assert links == [f"{CHAPTER}.html", None, "https://djl.ai"]
        assert page.locator(".picture img").get_attribute("alt").startswith("A curve")
        page.set_viewport_size({"width": 650, "height": 900})
        page.emulate_media(media="print")
        page.evaluate("forPaper()")
        assert page.evaluate("""[...document.querySelectorAll("main table")].every(table =>
            table.getBoundingClientRect().right <= innerWidth + 1)"""), "a wide table runs off the paper"
        chromium.close()
    assert failed == [] and errors == []


def test_plots_are_vectors(made):
    text = html(made[0] / "student" / f"{CHAPTER}.html")
    pictures = [base64.b64decode(data) for data in re.findall(r'<img alt="[^"]+" src="data:image/svg\+xml;base64,([^"]+)"', text)]
    assert len(pictures) >= 5 and "data:image/png" not in text and "cdn" not in text
    assert all(b"<svg" in picture for picture in pictures)
    drawn = [(image.image.width, image.image.height)
             for page in pypdf.PdfReader(made[0] / "student" / f"{CHAPTER}.pdf").pages for image in page.images]
    # The digits themselves, the fields of a map, a colour bar; no plot is among the PDF's pixels.
    assert drawn and set(drawn) <= {(28, 28), (10, 6), (1, 128)}


def test_pdf_is_for_paper(made, note):
    for edition in ("student", "teacher"):
        reader = pypdf.PdfReader(made[0] / edition / f"{CHAPTER}.pdf")
        count = len(reader.pages)
        note(f"{CHAPTER}, {edition}: {count} pages")
        assert 6 <= count <= 20 and reader.metadata.title.startswith("7.3 ")
        assert reader.outline
        for n, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            assert f"{n} / {count}" in text and "Lungo · 7.3 Recognising digits" in text, text
            assert len(text) > 300, f"page {n} is nearly empty"
        assert f", {count} pages" in (made[0] / edition / "index.html").read_text()
    small = words(made[0] / "student/1-small.pdf")
    assert "Folded on screen." in small and "卷积" in small
    addresses = [link.get_object()["/A"]["/URI"] for page in pypdf.PdfReader(made[0] / "student/1-small.pdf").pages
                 for link in page.get("/Annots", []) if "/A" in link.get_object()]
    assert [unquote(address) for address in addresses] == ["https://djl.ai/"]


def test_bad_input_is_refused_before_anything_runs(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "a").mkdir()
    (tmp_path / "bin").mkdir()
    chapter = project.PROJECT / "notebooks" / f"{CHAPTER}.ipynb"
    (tmp_path / "a" / chapter.name).write_text(chapter.read_text())
    for arguments, message in (
            ([tmp_path / "none.ipynb"], "There is no notebook"),
            ([chapter, "-o", tmp_path / "file"], "Cannot write to the folder"),
            ([chapter, tmp_path / "a" / chapter.name], "would be one file")):
        done = project.script("handouts", "--no-pdf", *arguments, cwd=tmp_path)
        assert message in project.refused(done) and "[1/" not in done.stdout


def offline(folder):
    """An environment with no data set but the one in our jar."""
    env = {name: value for name, value in os.environ.items() if name not in ("LUNGO_DATA", "LUNGO_PROFILE")}
    return {**env, "LUNGO_CACHE": str(folder / "cache"), "LUNGO_OFFLINE": "true"}


def html(path):
    return re.sub(r"\s+", " ", path.read_text())


def words(path):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages))
