"""What a person sees of running cells, in a real process on every JDK: nothing is lost, and only the cell ends."""

import re
import subprocess
import textwrap
import time


def test_endless_loop_stops_and_variables_stay(kernel, note):
    kernel.run("int kept = 42; long turns = 0;")
    loop = kernel.send("while (true) { turns++; }")
    kernel.wait_for(lambda m: m["msg_type"] == "execute_input", "the cell's start")
    time.sleep(0.5)
    result, seconds = kernel.interrupt_and_finish(loop)
    note(f"while(true) stopped {seconds:.2f} s after the interrupt")
    assert result.status == "error"
    assert kernel.run("kept").value == "42"
    turns = kernel.run("turns").value
    assert int(turns) > 0
    assert kernel.run("turns").value == turns, "the loop goes on spinning behind the next cell"


def test_loop_in_a_method_and_in_a_lambda_stops(kernel):
    kernel.run("int spin() { int n = 0; while (true) { n++; } }")
    for code in ("spin()", "java.util.stream.IntStream.iterate(0, i -> i + 1).forEach(i -> {});"):
        loop = kernel.send(code)
        time.sleep(0.7)
        result, _ = kernel.interrupt_and_finish(loop)
        assert result.status == "error", code
    assert kernel.run("1 + 1").value == "2"


def test_sleep_is_interrupted(kernel):
    kernel.run("var list = new java.util.ArrayList<>(java.util.List.of(1, 2));")
    sleep = kernel.send('System.out.println("asleep"); Thread.sleep(600_000);')
    kernel.wait_stdout("asleep")
    result, _ = kernel.interrupt_and_finish(sleep)
    assert result.status == "error"
    assert kernel.run("list").value == "[1, 2]"


def test_training_interrupted_in_a_cells_own_loss_ends_between_two_steps(kernel):
    """The loss is woven with checks whether to stop; still fit returns its history, and a second interrupt stops at once."""
    kernel.run(TRAINING)
    fit = kernel.send("var history = training.fit(train, train, 100_000); System.out.println(history.stopped().get());")
    kernel.wait_stdout("at step 50")
    result, _ = kernel.interrupt_and_finish(fit)
    assert result.status == "error"
    stopped = kernel.run("history.stopped().get()").value
    assert re.match(r"Interrupted after step \d+ of", stopped), stopped
    assert kernel.run("half").value == "0"
    endless = kernel.send('training.callback(new Endless()).fit(train, train, 1);')
    kernel.wait_stdout("endless")
    kernel.control("interrupt_request")
    time.sleep(0.5)
    result, _ = kernel.interrupt_and_finish(endless)
    assert result.status == "error"
    assert kernel.run("1 + 1").value == "2"


TRAINING = """
import ai.djl.ndarray.*;
import ai.djl.ndarray.types.*;
import ai.djl.nn.*;
import ai.djl.nn.core.Linear;
import lungo.lib.data.*;
import lungo.lib.nn.*;
import lungo.lib.train.*;
var manager = NDManager.newBaseManager();
var train = new TensorDataset(manager.ones(new Shape(8, 2)), manager.zeros(new Shape(8), DataType.INT64), "ones");
int half = 0;
int calls = 0;
var training = Training.of(Linear.builder().setUnits(2).build(), (logits, y) -> {
    half++;
    if (++calls == 50) {
        System.out.println("at step 50");
    }
    for (int i = 0; i < 1000; i++) {
        Math.sin(i);
    }
    half--;
    return F.crossEntropy(logits, y);
}).batchSize(4);
class Endless implements Callback {
    public void start(int epochs, int steps) {}
    public void afterStep(Run run) {
        System.out.println("endless");
        while (true) {}
    }
}
"""


def test_interrupt_of_an_idle_kernel_disturbs_no_later_cell(kernel):
    kernel.control("interrupt_request")
    result = kernel.run("Thread.sleep(50); 7")
    assert (result.status, result.value) == ("ok", "7")


def test_redefinition_and_imports_lose_no_variable(kernel):
    kernel.run("int n = 5; var words = new java.util.ArrayList<String>();")
    kernel.run('int twice(int x) { return 2 * x; }\nwords.add("a"); n = twice(n);')
    kernel.run("int twice(int x) { return 20 * x; }")
    kernel.run("import java.util.stream.*;")
    kernel.run("record Point(int x, int y) {}")
    kernel.run("import static java.lang.Math.max;")
    assert kernel.run("n").value == "10"
    assert kernel.run("words").value == "[a]"
    assert kernel.run("twice(n)").value == "200"
    assert kernel.run("max(n, IntStream.range(0, 50).sum())").value == "1225"


def test_classes_that_need_each_other(kernel):
    kernel.run("class Even { static boolean is(int n) { return n == 0 || Odd.is(n - 1); } }")
    kernel.run("class Odd { static boolean is(int n) { return n != 0 && Even.is(n - 1); } }")
    assert kernel.run("Even.is(10)").value == "true"


def test_thread_is_heard_after_its_cell_has_ended(kernel):
    result = kernel.run(textwrap.dedent("""\
        new Thread(() -> {
            try { Thread.sleep(1500); } catch (InterruptedException e) { return; }
            System.out.println("from the thread");
        }).start();"""))
    assert "from the thread" not in result.stdout
    message = kernel.wait_stdout("from the thread")
    assert message["parent_header"]["msg_id"] == result.messages[0]["parent_header"]["msg_id"]


def test_exit_ends_the_cell_only(kernel):
    kernel.run("int kept = 1;")
    for code in ("System.exit(3);", "Runtime.getRuntime().halt(3);", "Runtime.getRuntime().exit(3);"):
        result = kernel.run(code)
        assert result.status == "error", code
        assert "exit" in (result.error["ename"] + result.error["evalue"]).lower(), result.error
    assert kernel.run("kept").value == "1"


def test_exit_in_a_jar_ends_the_cell_only(kernel, jdk, tmp_path):
    source = tmp_path / "Tool.java"
    source.write_text("package tools; public class Tool { public static void main(String[] a) { System.exit(a.length); } }")
    subprocess.run([jdk / "bin" / "javac", "--release", "17", "-d", tmp_path / "classes", source], check=True)
    subprocess.run([jdk / "bin" / "jar", "-cf", tmp_path / "tool.jar", "-C", tmp_path / "classes", "."], check=True)
    kernel.run(f"%jars {tmp_path}/tool.jar\nint kept = 1;")
    result = kernel.run('tools.Tool.main(new String[] {"a", "b"});')
    assert result.status == "error"
    assert "exit" in (result.error["ename"] + result.error["evalue"]).lower()
    assert kernel.run("kept").value == "1"


def test_standard_input(kernel):
    assert kernel.run("import java.util.Scanner; new Scanner(System.in).nextInt() * 2", answers=["21"]).value == "42"
    reader = 'new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine()'
    assert kernel.run(reader, answers=["你好"]).value == "你好"
    twice = kernel.run("var in = new Scanner(System.in); in.nextLine() + in.nextLine()", answers=["a", "b"])
    assert twice.value == "ab"
    line = kernel.run('readLine("Name? ")', answers=["Ada"])
    assert (line.value, line.prompts) == ("Ada", [{"prompt": "Name? ", "password": False}])


def test_password_is_asked_for_as_one(kernel):
    result = kernel.run('readPassword("Key: ")', answers=["s3cret"])
    assert result.prompts == [{"prompt": "Key: ", "password": True}]
    assert result.value == "s3cret"


def test_input_is_refused_where_the_frontend_takes_none(kernel):
    result = kernel.run('readLine("Name? ")', allow_stdin=False)
    assert result.status == "error"
    assert result.prompts == []
    assert kernel.run("2").value == "2"


def test_error_marks_the_span(kernel):
    result = kernel.run('int a = 1;\nint b = a + "text".size();\n')
    assert result.error["ename"]
    assert 'int b = a + "text".size();' in plain(result.traceback)
    marked = [line for line in plain(result.traceback).splitlines() if set(line.strip(" |")) and set(line.strip(" |")) <= {"^", "~"}]
    assert marked, "no line marks the span:\n" + plain(result.traceback)
    assert "size" in plain(result.traceback)


def test_error_shows_user_frames_and_causes_only(kernel):
    kernel.run(textwrap.dedent("""\
        void inner() { throw new IllegalArgumentException("the root"); }
        void outer() { try { inner(); } catch (RuntimeException e) { throw new IllegalStateException("the top", e); } }"""))
    result = kernel.run("outer();")
    text = plain(result.traceback)
    assert result.error["ename"].endswith("IllegalStateException")
    assert "the top" in result.error["evalue"]
    assert "the root" in text and "IllegalArgumentException" in text
    assert "inner" in text and "outer" in text
    for foreign in ("lungo.kernel", "jdk.jshell", "java.base/", "jdk.internal", "REPL.$JShell", "do_it$"):
        assert foreign not in text, text


def test_error_keeps_what_the_cell_defined_before_it(kernel):
    assert kernel.run('int before = 3;\nthrow new RuntimeException("stop");\nint after = 4;').status == "error"
    assert kernel.run("before").value == "3"


def test_output_comes_in_order(kernel):
    result = kernel.run(textwrap.dedent("""\
        System.out.print("a"); System.err.print("b"); display("c"); System.out.println("d");
        for (int i = 0; i < 1000; i++) System.out.println(i);
        "e" """))
    kinds = [(m["msg_type"], m["content"].get("name")) for m in result.messages
             if m["msg_type"] in ("stream", "display_data", "execute_result")]
    assert kinds[:4] == [("stream", "stdout"), ("stream", "stderr"), ("display_data", None), ("stream", "stdout")]
    assert kinds[-1] == ("execute_result", None)
    assert result.stdout == "ad\n" + "".join(f"{i}\n" for i in range(1000))
    assert result.types[0] == "status" and result.types[-1] == "status"


def test_unicode(kernel):
    result = kernel.run('System.out.println("深度学习 🚀"); System.err.print("é"); "交叉熵 😀"')
    assert (result.stdout, result.stderr, result.value) == ("深度学习 🚀\n", "é", "交叉熵 😀")
    assert kernel.run("int 损失 = 3; 损失 + 1").value == "4"


def plain(text):
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)
