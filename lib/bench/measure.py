"""Takes the figures: pairs of epochs in turn, one after the other on the same machine, and the ratio of each pair."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field

from sides import Case

WARM_UP = {"resnet18": 1, "tiny": 10, "mnist": 5, "mnist-floats": 5} # the JIT compiler is done by then
USUAL_WARM_UP = 3


@dataclass
class Figure:
    """What was measured of Lungo (`ours`) and of PyTorch (`theirs`), a value each a round."""

    title: str
    unit: str
    target: float | None
    ours: list = field(default_factory=list)
    theirs: list = field(default_factory=list)

    def add(self, ours, theirs):
        if ours is not None and theirs is not None:
            self.ours.append(ours)
            self.theirs.append(theirs)

    def ratios(self):
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs)]


class Bench:
    """The two sides, PyTorch's also with Lungo's GOMP_SPINCOUNT unless that is None, and the number of rounds."""

    def __init__(self, lungo, torch, torch_spin, mnist, rounds):
        self.lungo, self.torch, self.torch_spin = lungo, torch, torch_spin
        self.mnist, self.rounds = mnist, rounds

    def mnist_epoch(self):
        """An epoch of the notes' network on MNIST, beside PyTorch's loops; from bytes, as Mnist gives it, and from floats."""
        case, loader = Case("mnist", 200, 300, 200), Case("mnist-loader", 200, 300, 200)
        title = "MLP 784-200-200-10, epoch of MNIST, "
        floats = self.pairs(Case("mnist-floats", 200, 300, 200), 1, "s", [
            (self.torch, case, Figure(title + "both from the same floats in memory", "s", 1.0)),
        ])
        return floats + self.pairs(case, 1, "s", [
            (self.torch, case, Figure(title + "beside tensors in memory", "s", 1.0)),
            (self.torch_spin, case, Figure(title + f"PyTorch with GOMP_SPINCOUNT={self.lungo.spin}", "s", 1.0)),
            (self.torch, loader, Figure(title + "beside a DataLoader", "s", 0.6)),
        ])

    def lenet(self):
        case = Case("lenet", 200, 60)
        return self.pairs(case, 1000 / case.steps, "ms", [
            (self.torch, case, Figure("LeNet-5, batch 200, step", "ms", 1.05)),
            (self.torch_spin, case, Figure(f"LeNet-5, PyTorch with GOMP_SPINCOUNT={self.lungo.spin}", "ms", 1.05)),
        ])

    def resnet18(self):
        case = Case("resnet18", 32, 8)
        return self.pairs(case, 1000 / case.steps, "ms", [
            (self.torch, case, Figure("ResNet-18 on 32x32, batch 32, step", "ms", 1.05)),
            (self.torch_spin, case, Figure(f"ResNet-18, PyTorch with GOMP_SPINCOUNT={self.lungo.spin}", "ms", 1.05)),
        ])

    def tiny(self):
        case = Case("tiny", 1, 2000)
        return self.pairs(case, 1e6 / case.steps, "µs", [
            (self.torch, case, Figure("loop overhead: one layer 4-2, batch 1, step", "µs", 1.0)),
            (self.torch_spin, case, Figure(f"loop overhead, PyTorch with GOMP_SPINCOUNT={self.lungo.spin}", "µs", 1.0)),
        ])

    def lives(self):
        """Fresh processes: the time from the start to the end of epoch 1 for the MLP, and the peak of each one's memory."""
        cold = Figure("MLP, from the process's start to the end of epoch 1", "s", 1.2)
        figures = [cold]
        for case, title in ((Case("mnist", 200, 300, 200), "MLP"), (Case("lenet", 200, 20), "LeNet-5"),
                            (Case("resnet18", 32, 3), "ResNet-18")):
            peak = Figure(f"peak memory, {title}", "MiB", 1.1)
            figures.append(peak)
            for number in range(self.rounds):
                say(f"{title}, fresh processes, round {number + 1} of {self.rounds}")
                life = {side: self.life(side, case) for side in in_turns([self.lungo, self.torch], number)}
                if case.name == "mnist":
                    cold.add(life[self.lungo][0], life[self.torch][0])
                peak.add(life[self.lungo][1], life[self.torch][1])
        return figures

    def life(self, side, case):
        with side.start(case, self.mnist) as process:
            process.epoch()
            return process.age(), process.peak_mib()

    def pairs(self, case, scale, unit, others):
        """One process a side; each round lets all of them run an epoch, in changing order."""
        others = [other for other in others if other[0]]
        with ExitStack() as stack:
            ours = stack.enter_context(self.lungo.start(case, self.mnist))
            theirs = [stack.enter_context(side.start(other, self.mnist)) for side, other, _ in others]
            for process in theirs:
                if process.parameters != ours.parameters:
                    sys.exit(f"The networks of {case.name} differ: {ours.parameters} and {process.parameters} parameters.")
            warm_up = WARM_UP.get(case.name, USUAL_WARM_UP)
            for number in range(-warm_up, self.rounds):
                say(f"{case.name}, round {number + 1} of {self.rounds}" if number >= 0 else f"{case.name}, warming up")
                seconds = {process: process.epoch() for process in in_turns([ours, *theirs], number)}
                if number >= 0:
                    for process, (_, _, figure) in zip(theirs, others):
                        figure.add(scale * seconds[ours], scale * seconds[process])
        return [figure for _, _, figure in others]

    def growth(self):
        """The MLP's step by batch size and by width, as figures named "MLP step, batch 400" and "MLP step, width 800"."""
        cases = [(f"MLP step, batch {batch}", Case("mlp", batch, 200, 200))
             for batch in (25, 50, 100, 200, 400, 800, 1600)]
        cases += [(f"MLP step, width {width}", Case("mlp", 200, 200, width)) for width in (50, 100, 200, 400, 800, 1600)]
        figures = []
        for title, case in cases:
            figures += self.pairs(case, 1000 / case.steps, "ms", [(self.torch, case, Figure(title, "ms", None))])
        return figures


def in_turns(items, number):
    """The items, beginning with another one each round."""
    at = number % len(items)
    return items[at:] + items[:at]


def say(text):
    print(text, file=sys.stderr)
