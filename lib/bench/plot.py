"""Draws how the time of a step grows with the batch and with the width: two panels with logarithmic axes, as an SVG."""

import math
import statistics

WIDTH, HEIGHT = 860, 380
PANEL_WIDTH, PANEL_HEIGHT, TOP, LEFT, GAP = 340, 250, 62, 62, 72
STYLE = """
  text { font: 13px sans-serif; fill: #333 } .title { font-weight: bold } .small { font-size: 11px }
  .grid { stroke: #ddd; fill: none } .lungo { stroke: #c2410c; fill: #c2410c } .pytorch { stroke: #2563eb; fill: #2563eb }
  polyline { fill: none !important; stroke-width: 2 } .paper { fill: #fff } text.lungo, text.pytorch { stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .paper { fill: #1e1e1e } .grid { stroke: #444 }
    .lungo { stroke: #fb923c; fill: #fb923c } .pytorch { stroke: #60a5fa; fill: #60a5fa }
  }"""


def svg(figures, about):
    """The figures of measure.growth, whose titles end in "batch N" or "width N"."""
    words = f"Time of a training step of the MLP 784-width-width-10, {about['lungo']} beside {about['pytorch']}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words}">',
        f"<style>{STYLE}</style>", f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{LEFT}" y="24">Time of a step, ms: MLP 784-width-width-10</text>',
        f'<text class="small" x="{LEFT}" y="{HEIGHT - 10}">{about["lungo"]}; {about["pytorch"]}; {about["device"]}, '
        f'{about["threads"]} threads; medians of {about["rounds"]}</text>']
    every = [statistics.median(values) for figure in figures for values in (figure.ours, figure.theirs)]
    for number, (axis, note) in enumerate((("batch", "batch size, at width 200"), ("width", "width, at batch 200"))):
        chosen = [figure for figure in figures if figure.title.split()[-2] == axis]
        parts += panel(LEFT + number * (PANEL_WIDTH + GAP), chosen, note, min(every), max(every))
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(left, figures, note, lowest, highest):
    sizes = [int(figure.title.split()[-1]) for figure in figures]
    x = scale(sizes[0], sizes[-1], left, left + PANEL_WIDTH)
    y = scale(lowest / 1.3, highest * 1.3, TOP + PANEL_HEIGHT, TOP)
    bottom = TOP + PANEL_HEIGHT
    parts = [f'<rect class="grid" x="{left}" y="{TOP}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}"/>',
             f'<text x="{left + PANEL_WIDTH / 2}" y="{bottom + 40}" text-anchor="middle">{note}</text>']
    for size in sizes:
        parts.append(f'<line class="grid" x1="{x(size):.1f}" x2="{x(size):.1f}" y1="{TOP}" y2="{bottom}"/>'
                     f'<text class="small" x="{x(size):.1f}" y="{bottom + 18}" text-anchor="middle">{size}</text>')
    for tick in ticks(lowest / 1.3, highest * 1.3):
        parts.append(f'<line class="grid" x1="{left}" x2="{left + PANEL_WIDTH}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
                     f'<text class="small" x="{left - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for name, side, at in (("lungo", "ours", 0), ("pytorch", "theirs", 70)):
        points = [(x(size), y(statistics.median(getattr(figure, side)))) for size, figure in zip(sizes, figures)]
        parts.append(f'<polyline class="{name}" points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}"/>')
        parts += [f'<circle class="{name}" cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for a, b in points]
        label = {"lungo": "Lungo", "pytorch": "PyTorch"}[name]
        parts.append(f'<text class="{name}" x="{left + at}" y="{TOP - 8}">● {label}</text>')
    return parts


def scale(low, high, start, end):
    return lambda value: start + (end - start) * math.log(value / low) / math.log(high / low)


def ticks(low, high):
    candidates = [factor * 10**power for power in range(-4, 5) for factor in (1, 2, 5)]
    return [tick for tick in candidates if low <= tick <= high]
