"""lib/bench without PyTorch: Lungo's side keeps up with the library, and the figures are made as its README says."""

import sys
import xml.etree.ElementTree as ElementTree

import pytest

import project

sys.path.insert(0, str(project.PROJECT / "lib" / "bench"))

import measure  # noqa: E402
import plot  # noqa: E402
import report  # noqa: E402
import sides  # noqa: E402


@pytest.fixture(scope="module")
def lungo():
    return sides.Lungo("cpu", 2)


@pytest.mark.parametrize("case, parameters", [
    (sides.Case("tiny", 1, 5), 10), (sides.Case("mlp", 20, 2, 200), 199_210), (sides.Case("lenet", 2, 2), 61_706),
    (sides.Case("resnet18", 2, 1), 11_173_962)], ids=lambda value: getattr(value, "name", None))
def test_lungo_s_side_trains_an_epoch_a_line(lungo, tmp_path, case, parameters):
    with lungo.start(case, tmp_path / "mnist") as side:
        assert side.parameters == parameters
        assert side.epoch() > 0 and side.epoch() > 0
        assert side.age() > 0
        assert not sys.platform.startswith("linux") or side.peak_mib() > 50
    assert side.process.returncode == 0


def test_side_that_ends_is_named(lungo, tmp_path):
    with pytest.raises(SystemExit, match="A side has ended: .*Bench nothing"):
        lungo.start(sides.Case("nothing", 1, 1), tmp_path / "mnist")


def test_sides_take_turns_to_begin():
    assert [measure.in_turns("abc", number) for number in range(4)] == ["abc", "bca", "cab", "abc"]


def test_ratio_is_the_median_of_pairs_with_its_interval():
    figure = measure.Figure("a step", "ms", 1.05)
    for ours, theirs in ((2, 1), (30, 10), (1, 1)):  # 2, 3 and 1: the medians' own ratio would be 2/1
        figure.add(ours, theirs)
    figure.add(None, 5)
    low, middle, high = report.interval(figure.ratios())
    assert (low, middle, high) == (1, 2, 3)
    assert "| a step | 2 ms | 1 ms | 2.00 (1.00–3.00) | 1.05 missed |" in report.table([figure])
    assert "1.05 met" in report.table([measure.Figure("b", "s", 1.05, [1.0], [1.0])])


def test_plot_is_an_svg_with_both_sides():
    figures = [measure.Figure(f"MLP step, {axis} {size}", "ms", None, [size / 100], [size / 90])
               for axis in ("batch", "width") for size in (50, 100, 200)]
    about = {"lungo": "Lungo on JDK 25", "pytorch": "PyTorch 2.7.1", "device": "cpu", "threads": 2, "rounds": 9}
    drawn = ElementTree.fromstring(plot.svg(figures, about))
    lines = [element.get("class") for element in drawn.iter() if element.tag.endswith("polyline")]
    assert sorted(lines) == ["lungo", "lungo", "pytorch", "pytorch"]
