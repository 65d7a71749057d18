"""Writes figures down: a table for people, JSON for machines."""

import json
import os
import platform
import random
import statistics
from datetime import date

SAMPLES = 5000


def table(figures):
    """Medians of both sides, and the median of the ratios of pairs with its interval."""
    lines = ["| measured | Lungo | PyTorch | ratio, 95 % interval | target |", "|---|---:|---:|---:|---:|"]
    for figure in figures:
        if figure.ours:
            low, middle, high = interval(figure.ratios())
            lines.append(
                f"| {figure.title} | {number(figure.ours)} {figure.unit} | {number(figure.theirs)} {figure.unit} "
                f"| {middle:.2f} ({low:.2f}–{high:.2f}) | {target(figure, middle)} |")
    return "\n".join(lines)


def target(figure, ratio):
    if figure.target is None:
        return ""
    return f"{figure.target:.2f} {'met' if ratio <= figure.target else 'missed'}"


def interval(ratios):
    """Low end, median and high end: the percentile bootstrap of the median. Efron 1979."""
    draw = random.Random(1)
    medians = sorted(statistics.median(draw.choices(ratios, k=len(ratios))) for _ in range(SAMPLES))
    return medians[int(0.025 * SAMPLES)], statistics.median(ratios), medians[int(0.975 * SAMPLES) - 1]


def number(values):
    middle = statistics.median(values)
    return f"{middle:.0f}" if middle >= 100 else f"{middle:.1f}" if middle >= 10 else f"{middle:.3g}"


def machine():
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def json_text(about, figures):
    rows = []
    for figure in figures:
        low, middle, high = interval(figure.ratios()) if figure.ours else (None, None, None)
        rows.append({
            "title": figure.title, "unit": figure.unit, "target": figure.target, "ratio": middle,
            "interval": [low, high], "lungo": figure.ours, "pytorch": figure.theirs})
    return json.dumps({"date": str(date.today()), "machine": machine(), **about, "figures": rows}, indent=1) + "\n"
