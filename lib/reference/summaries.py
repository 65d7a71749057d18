"""What torch.utils.tensorboard writes for fixed inputs, message by message, in hexadecimal, for SummariesTest.

    pip install torch==2.7.1 tensorboard==2.21.0
    python lib/reference/summaries.py > lib/src/test/resources/reference/summaries.json
"""

import json
import math
import tempfile

import numpy
import torch
from torch.utils.tensorboard import SummaryWriter, summary


def default_bins():
    with tempfile.TemporaryDirectory() as folder, SummaryWriter(log_dir=folder) as writer:
        return writer.default_bins


def main():
    values = numpy.array([math.sin(i + 1) * 10 ** (i % 7 - 3) for i in range(200)] + [0.0, 0.0, 1e-13, -1e-13, 1e-12])
    histogram = summary.histogram("weights", values, default_bins())
    experiment, _, end = summary.hparams({"lr": 0.1, "optim": "sgd"}, {"accuracy": 0.9, "loss": 0.3}, None)
    _, start, _ = summary.hparams({"optim": "sgd"}, {}, None)  # of more than one, the order is another each time
    print(json.dumps({
        "torch": torch.__version__,
        "values": values.tolist(),
        "limits": list(histogram.value[0].histo.bucket_limit),
        "counts": list(histogram.value[0].histo.bucket),
        "edges": len(default_bins()),
        "scalar": summary.scalar("Loss/train", 0.25).SerializeToString().hex(),
        "zero": summary.scalar("zero", 0.0).SerializeToString().hex(),
        "text": summary.text("notes", "# Läuft").SerializeToString().hex(),
        "constant": summary.histogram("zeros", numpy.zeros(3), default_bins()).SerializeToString().hex(),
        "experiment": experiment.SerializeToString().hex(),
        "start": start.SerializeToString().hex(),
        "end": end.SerializeToString().hex(),
    }, indent=1))


main()
