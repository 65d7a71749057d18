"""What a session leaves in memory: arrays that no variable reaches are freed, and resident memory stays where it was.

What is held is 2 % between the tenth run and the last, beside what the JVM needs for each cell however little it does. A
cell of three statements that makes no array takes 0.1 MB, measured over 290 on JDK 17: 27 MB, of which 8 are the heap
(JShell keeps each snippet's text and imports, and javac lists scopes that are gone), 4 code of the JVM's compilers, 1
classes, and the rest the C library's, in pages that the compilers have used and share with what lives. The library's own
part is held exactly: as many arrays are open after the last run as after the tenth.
"""

import re
import time
from pathlib import Path

import pytest

MOST_CHANGE = 0.02  # between the tenth time and the last
OF_A_CELL = 0.1  # megabytes that each further cell may add of its own, see above
QUIET = 9  # seconds; after six the kernel gives back what the JVM's compilers have used
SESSION = 150  # cells run before, since the JVM goes on compiling javac's own methods for as many

IMPORTS = """
import ai.djl.Model;
import ai.djl.ndarray.*;
import ai.djl.ndarray.types.*;
import ai.djl.nn.*;
import ai.djl.nn.core.Linear;
import lungo.lib.data.*;
import lungo.lib.memory.*;
import lungo.lib.nn.*;
import lungo.lib.optim.*;
import lungo.lib.train.*;
"""
DATA = """
var manager = NDManager.newBaseManager();
var mnist = Mnist.load();
var train = mnist.train(manager).flatten();
var test = mnist.test(manager).flatten();
"""
NETWORK = """
SequentialBlock network() {
    return new SequentialBlock()
            .add(Linear.builder().setUnits(200).build()).add(Activation::relu)
            .add(Linear.builder().setUnits(10).build());
}
"""
USUAL = """
record Point{n}(int x, int y) {{ int sum() {{ return x + y; }} }}
var points = IntStream.range(0, 10).mapToObj(i -> new Point{n}(i, {n})).filter(p -> p.sum() > 3).toList();
for (var point : points) {{ if (point.x() == 5) {{ System.out.println(point); }} }}
points.size()
"""


@pytest.fixture
def fresh(kernel):
    """A kernel in which the digits are loaded."""
    for code in (IMPORTS, DATA, NETWORK):
        ran(kernel, code)
    return kernel


@pytest.fixture
def session(fresh):
    """And in which cells have been run for a while."""
    for n in range(SESSION):
        ran(fresh, USUAL.format(n=n % 5))
    return fresh


def test_hundred_reruns_of_a_training_cell(session, note):
    cell = """
        var weights = Init.kaimingNormal(manager, 10, 784);          // bound anew by each run
        var optimizer = Optim.sgd(List.of(weights), 0.1f);
        NDArray loss = null;
        for (var batch : train.batches(200, 1)) {                    // nothing is closed
            var tape = Tape.record();
            loss = F.crossEntropy(F.relu(batch.x()).matMul(weights.transpose()), batch.y());
            optimizer.zeroGrad();
            tape.backward(loss);
            optimizer.step();
            tape.close();
        }
        loss"""
    stays(session, note, lambda times: [ran(session, cell) for _ in range(times)], 100)


def test_hundred_models_bound_to_one_variable(session, note):
    cell = """
        var model = Model.newInstance("digits");
        model.setBlock(network());
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 784));
        var activations = model.getNDManager().randomNormal(new Shape(1000, 1000));
        model"""
    stays(session, note, lambda times: [ran(session, cell) for _ in range(times)], 100)


def test_thirty_loads_of_a_data_set(session, note):
    stays(session, note, lambda times: [ran(session, DATA + "train.size()") for _ in range(times)], 30)


def test_thousand_epochs(session, note):
    ran(session, "var few = new TensorDataset(train.rows(IntStream.range(0, 400).toArray()).x(), "
                 "train.rows(IntStream.range(0, 400).toArray()).y(), \"400 digits\");\nvar net = network();")
    ran(session, "Training.of(network(), F::crossEntropy).batchSize(200).seed(1).fit(few, few, 300);")  # compiles the loop
    stays(session, note, lambda epochs: ran(session, f"""
        var history = Training.of(net, F::crossEntropy).batchSize(200).seed(1).fit(few, few, {epochs});
        history.toString().length()"""), 1000, cells=1)


def test_a_loop_that_closes_nothing_ends_within_memory(fresh, note):
    """Of 6 GB that one cell makes, it may hold a part at a time."""
    ran(fresh, "for (int i = 0; i < 200; i++) { manager.ones(new Shape(1 << 22)).mul(2); }")
    peak = status(fresh, "VmHWM")
    note(f"at most {peak:.0f} MB were resident")
    assert peak < 3000


def test_what_a_variable_reaches_stays(fresh):
    ran(fresh, """
        record Holder(Object held) {}
        var inList = new ArrayList<>(List.of(new Holder(manager.full(new Shape(2), 1f))));
        var inMap = Map.of("x", new NDArray[] {manager.full(new Shape(2), 2f)});
        Supplier<NDArray> captured() { var array = manager.full(new Shape(2), 3f); return () -> array; }
        var lambda = captured();
        var view = manager.create(new float[] {4, 4}).reshape(1, 2);
        var go = new CountDownLatch(1);
        var answer = new CompletableFuture<Float>();
        void start() {
            var array = manager.full(new Shape(2), 5f);
            new Thread(() -> {
                try { go.await(); answer.complete(array.getFloat(0)); } catch (Throwable e) { answer.completeExceptionally(e); }
            }).start();
        }
        start();
        manager.full(new Shape(2), 6f);
        """)
    ran(fresh, "Memory.collect()")
    ran(fresh, "for (int i = 0; i < 1000; i++) { manager.full(new Shape(2), -1f); } go.countDown();")
    values = ran(fresh, """
        List.of(((NDArray) inList.get(0).held()).getFloat(0), inMap.get("x")[0].getFloat(0), lambda.get().getFloat(1),
                view.getFloat(0, 1), answer.get())""").value
    assert values == "[1.0, 2.0, 3.0, 4.0, 5.0]"


def test_nothing_is_left_of_values_errors_and_dropped_variables(fresh):
    ran(fresh, "var array = manager.ones(new Shape(3));")
    ran(fresh, "class Lost extends RuntimeException { NDArray a = manager.ones(new Shape(3)); }")
    before = int(ran(fresh, "Memory.collect(); Memory.open()").value)
    for code in ("manager.ones(new Shape(3))", "display(manager.ones(new Shape(3)));", "array = manager.ones(new Shape(3));",
                 "var array = manager.ones(new Shape(3));", "throw new Lost();", "{ var inner = manager.ones(new Shape(3)); }"):
        fresh.run(code)
    assert int(ran(fresh, "Memory.open()").value) >= before
    assert int(ran(fresh, "Memory.collect(); Memory.open()").value) == before


def test_an_idle_kernel_frees_by_itself(fresh):
    """No cell asks for it: what the next cell finds, shortly after, is what variables reach."""
    before = int(ran(fresh, "Memory.collect(); Memory.open()").value)
    ran(fresh, "for (int i = 0; i < 100; i++) { manager.ones(new Shape(3)); }")
    deadline = time.monotonic() + 60
    while int(ran(fresh, "Memory.open()").value) > before:
        assert time.monotonic() < deadline, "the arrays were never freed"
        time.sleep(1)


def stays(kernel, note, repeat, times, cells=None):
    """Repeats ten times, then up to `times`, in so many cells more, else in one each."""
    repeat(10)
    after_ten, open_after_ten = resident(kernel), open_arrays(kernel)
    repeat(times - 10)
    after_all, open_after_all = resident(kernel), open_arrays(kernel)
    change = after_all / after_ten - 1
    note(f"{after_ten:.0f} MB resident after 10, {after_all:.0f} MB after {times}: {change:+.1%}; {open_after_all} arrays open")
    assert open_after_all == open_after_ten
    assert after_all < after_ten * (1 + MOST_CHANGE) + OF_A_CELL * (cells or times - 10)


def open_arrays(kernel):
    """How many arrays are open when those that no variable reaches are freed."""
    return int(ran(kernel, "Memory.collect(); Memory.open()").value)


def resident(kernel):
    """Of a kernel at rest: the JVM's compilers, which work on after a cell, use ten megabytes and more for a while."""
    seen = []
    for _ in range(QUIET):
        time.sleep(1)
        seen.append(status(kernel, "VmRSS"))
    return min(seen)


def status(kernel, field):
    """Megabytes, as Linux counts them for the kernel's process."""
    path = Path(f"/proc/{kernel.manager.provisioner.pid}/status")
    if not path.exists():
        pytest.skip("the resident memory of a process is read from /proc, which only Linux has")
    return int(re.search(rf"{field}:\s+(\d+) kB", path.read_text())[1]) / 1024


def ran(kernel, code):
    result = kernel.run(code)
    assert result.status == "ok", result.traceback
    return result
