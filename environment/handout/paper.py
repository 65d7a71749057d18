"""HTML pages as PDF, by the Chromium that is installed here, with the network cut."""

import re
import shutil
from contextlib import contextmanager
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium"]
# Chromium asks nobody for updates, and runs as root too, as in a container.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
MARGIN = 16  # mm, left and right of an A4 page
WIDTH = round((210 - 2 * MARGIN) / 25.4 * 96)  # what is left, in CSS pixels
LINE = ('<div style="width:100%; padding:0 {margin}mm; display:flex; justify-content:space-between; align-items:baseline; font:7.5pt sans-serif; '
        'color:#57606a">{left}{right}</div>')
NUMBER = '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span>'


def browser():
    """The installed Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def printer():
    """A function print(html, title, edition) that writes the PDF beside the page and returns how many pages it has."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        context = chromium.new_context(viewport={"width": WIDTH, "height": 1000}, offline=True)

        def write(path, title, edition):
            page = context.new_page()
            page.emulate_media(media="print")
            page.goto(Path(path).absolute().as_uri())
            page.evaluate("MathJax.startup.promise.then(() => document.fonts.ready)")
            page.evaluate("forPaper()")
            # A link to a neighbouring file would come out as one to this machine's folders.
            page.evaluate("""document.querySelectorAll("a[href]").forEach(
                a => /^(https?:|#)/.test(a.getAttribute("href")) || a.removeAttribute("href"))""")
            pdf = page.pdf(
                path=path.with_suffix(".pdf"), format="A4", print_background=True, tagged=True, outline=True,
                display_header_footer=True, header_template=line(title, edition), footer_template=line("", NUMBER, ""),
                margin={"top": "20mm", "bottom": "18mm", "left": f"{MARGIN}mm", "right": f"{MARGIN}mm"})
            page.close()
            return len(re.findall(rb"/Type\s*/Page\b", pdf))

        try:
            yield write
        finally:
            chromium.close()


def line(left, right, course="Lungo"):
    left = " · ".join(escape(word) for word in (course, left) if word)
    right = right if right is NUMBER else escape(right)
    return LINE.format(margin=MARGIN, left=f"<span>{left}</span>", right=f"<span>{right}</span>")
