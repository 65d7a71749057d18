"""A notebook that has run, as an HTML page of one edition; and the contents page of an edition."""

import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import jinja2
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

HERE = Path(__file__).resolve().parent
COURSE = "Lungo: deep learning in Java notebooks"
EDITIONS = {"student": "For students", "teacher": "For the teacher, with solutions"}
MATHJAX = "mathjax/tex-svg-full.js"
NO_WORDS = "A picture that the cell above has drawn"


@dataclass
class Handout:
    """One notebook on its way: run, or with the problem that it had."""

    name: str
    notebook: dict
    problem: str | None = None
    pages: int = 0

    @property
    def title(self):
        found = re.search(r"^# +(.+)$", self._first_words(), re.M)
        return plain(found[1]) if found else self.name

    @property
    def lead(self):
        """The first paragraph, without its marks."""
        paragraphs = re.sub(r"^# .*$", "", self._first_words(), flags=re.M).strip().split("\n\n")
        return plain(paragraphs[0])

    def _first_words(self):
        return next((cell.source for cell in self.notebook.cells if cell.cell_type == "markdown"), "")


def plain(markdown):
    """Markdown of a line or a paragraph as text: links by their words, without stars and ticks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(markdown.split()))
    return re.sub(r"[*`]", "", text)


def words(output):
    """What a picture is called, for those who cannot see it: what the cell says of it in text."""
    data = output.get("data", {})
    text = " ".join(data.get("text/plain", "").split())
    if not text or text.startswith("<"):
        label = re.search(r'aria-label="([^"]*)"', data.get("image/svg+xml", ""))
        text = label[1] if label else NO_WORDS
    return text if len(text) <= 400 else text[:399] + "…"


def write_page(handout, edition, handouts, folder):
    """Writes folder/NAME.html; links to other notebooks become links to their handouts."""
    there = [other for other in handouts if not other.problem]
    place = there.index(handout)
    config = Config({"HTMLExporter": {"preprocessors": []}})
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {"solution"} if edition == "student" else set()
    exporter = HTMLExporter(config=config, template_name=HERE.name, extra_template_basedirs=[str(HERE.parent)],
                            embed_images=True, exclude_anchor_links=True, filters={"words": words})
    text, _ = exporter.from_notebook_node(handout.notebook, resources={"handout": {
        "title": handout.title,
        "edition": EDITIONS[edition],
        "css": read("style.css"),
        "code_css": HtmlFormatter(style="xcode").get_style_defs(".highlight"),
        "script": read("page.js"),
        "mathjax": MATHJAX,
        "neighbours": [("prev", "←", there[place - 1])] * (place > 0) + [("next", "→", o) for o in there[place + 1:place + 2]],
    }})
    path = folder / f"{handout.name}.html"
    path.write_text(with_links(text, {other.name for other in there}), encoding="utf-8")
    return path


def with_links(text, names):
    """Links to notebooks lead to the handouts among them that exist, and other links to files nowhere."""

    def link(match):
        target = re.fullmatch(r"(?:\./)?([^/#]+)\.ipynb(#.*)?", match[1])
        if target and target[1] in names:
            return f'href="{target[1]}.html{target[2] or ""}"'
        return match[0] if re.match(r"[a-z]+:|#|[^/]+\.html$", match[1]) else ""

    return re.sub(r'(?<=<a )href="([^"]*)"', link, text)


def write_contents(handouts, edition, folder):
    page = jinja2.Template(read("contents.html.j2"), autoescape=True)
    path = folder / "index.html"
    path.write_text(page.render(handouts=handouts, edition=EDITIONS[edition], course=COURSE,
                                css=jinja2.utils.markupsafe.Markup(read("style.css"))), encoding="utf-8")
    return path


def copy_mathjax(folder):
    """Lays MathJax's one file beside the pages, so that the folder can be handed out as it is."""
    source = Path(find_spec("mathjax").submodule_search_locations[0]) / "static/mathjax/es5/tex-svg-full.js"
    (folder / MATHJAX).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / MATHJAX)


def read(name):
    return (HERE / name).read_text(encoding="utf-8")
