// Maths as SVG, with the glyphs inside: nothing is fetched. What a cell has put out is left as it is.
MathJax = {
  tex: {
    inlineMath: [["$", "$"], ["\\(", "\\)"]],
    displayMath: [["$$", "$$"], ["\\[", "\\]"]],
    processEscapes: true,
    processEnvironments: true,
  },
  options: {ignoreHtmlClass: "no-math", enableMenu: false},
  svg: {fontCache: "local"},
};

// Paper cannot be unfolded, nor scrolled sideways.
function forPaper() {
  for (const hint of document.querySelectorAll("details")) {
    hint.open = true;
  }
  for (const box of document.querySelectorAll(".table, .words")) {
    for (const table of box.querySelectorAll("table")) {
      const most = document.querySelector("main").clientWidth;
      if (table.scrollWidth > most) {
        table.style.zoom = Math.max(0.4, most / table.scrollWidth);
      }
    }
  }
}
addEventListener("beforeprint", forPaper);
