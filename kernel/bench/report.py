"""Writes samples down: a table for people, JSON for machines."""

import json
import os
import platform
import statistics
from datetime import date

from measure import CELLS, FIGURES, TABS


def table(kernels, samples, rounds):
    """Medians, quartiles in brackets, and each median as a multiple of the first kernel's."""
    lines = [
        f"Medians of {rounds} sessions of each kernel, taken in turns on one machine ({machine()}), {date.today()}; in",
        "brackets the quartiles, then the ratio to the first row. A round trip or a TAB is the median of "
        f"{CELLS} or {3 * TABS} in a session.",
        "",
        "| kernel | " + " | ".join(FIGURES.values()) + " |",
        "|---|" + "---:|" * len(FIGURES),
    ]
    base = samples[kernels[0].name]
    for kernel in kernels:
        cells = [cell(samples[kernel.name][figure], base[figure]) for figure in FIGURES]
        lines.append(f"| {kernel.title} | " + " | ".join(cells) + " |")
    for kernel in kernels:
        failed = samples[kernel.name]["failed_starts"]
        if failed:
            lines += ["", f"{kernel.title}: {failed} of {rounds + 1 + failed} starts never answered and were repeated."]
    return "\n".join(lines)


def cell(values, base):
    low, middle, high = quartiles(values)
    ratio = middle / statistics.median(base)
    return f"{figure(middle)} ({figure(low)}–{figure(high)}) ×{ratio:.2f}"


def figure(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0], values[0]
    return tuple(statistics.quantiles(values, n=4, method="inclusive"))


def machine():
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def json_text(kernels, samples, rounds):
    return json.dumps(
        {
            "date": str(date.today()),
            "machine": machine(),
            "rounds": rounds,
            "figures": FIGURES,
            "kernels": [{"name": one.name, "title": one.title, "samples": samples[one.name]} for one in kernels],
        },
        indent=1,
    ) + "\n"
