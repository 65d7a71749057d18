"""IJava's documented contract: a notebook written to it runs as it is."""

import json
import textwrap

import pytest


def test_display_functions(kernel):
    kernel.run('String id = display("first");')
    assert kernel.run('updateDisplay(id, "second");').contents("update_display_data")[0]["data"]["text/plain"] == "second"
    assert kernel.run('display(render("# Title", "text/markdown"));').contents("display_data")[0]["data"] == {
        "text/markdown": "# Title"}
    assert kernel.run('eval("1 + 2")').value == "3"


def test_maven_and_embedded_magics(kernel):
    result = kernel.run("%maven org.apache.commons:commons-lang3:3.14.0")
    assert result.status == "ok", result.traceback
    assert kernel.run('org.apache.commons.lang3.StringUtils.reverse("abc")').value == "cba"


def test_maven_error_names_the_artifact(kernel):
    result = kernel.run("%maven com.acme.none:nothing:9.9")
    assert result.status == "error"
    assert "com.acme.none:nothing:9.9" in result.error["evalue"]
    assert kernel.run("1").value == "1"


def test_load_from_pom(kernel):
    result = kernel.run(textwrap.dedent("""\
        %%loadFromPOM
        <dependency>
          <groupId>org.apache.commons</groupId>
          <artifactId>commons-lang3</artifactId>
          <version>3.14.0</version>
        </dependency>"""))
    assert result.status == "ok", result.traceback
    assert kernel.run('org.apache.commons.lang3.StringUtils.capitalize("lungo")').value == "Lungo"


def test_classpath(kernel, tmp_path):
    folder = tmp_path / "with space"
    folder.mkdir()
    (folder / "greeting.txt").write_text("hello")
    assert kernel.run(f'%classpath "{folder}"').status == "ok"
    read = 'new String(Thread.currentThread().getContextClassLoader().getResourceAsStream("greeting.txt").readAllBytes())'
    assert kernel.run(read).value == "hello"


def test_load(kernel, tmp_path):
    (tmp_path / "Shape.java").write_text("public class Shape { public int sides() { return 4; } }")
    (tmp_path / "script.jshell").write_text("int fromScript = 11;\nint next() { return fromScript + 1; }\n")
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# no code"},
             {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": ["int a = 1;\n", "int b = a + 1;"]}]
    (tmp_path / "other.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    for name in ("Shape.java", "script.jshell", "other.ipynb"):
        assert kernel.run(f"%load {tmp_path}/{name}").status == "ok", name
    assert kernel.run("new Shape().sides() + next() + b").value == "18"


def test_time(kernel):
    line = kernel.run("%time Math.max(3, 4)")
    assert line.status == "ok"
    assert "ms" in line.stdout or "s" in line.stdout.lower().split()
    cell = kernel.run('%%time\nint n = 5;\nSystem.out.println("in");')
    assert cell.status == "ok" and "in\n" in cell.stdout
    assert kernel.run("n").value == "5"


def test_unknown_magic(kernel):
    result = kernel.run("%mavn a:b:1")
    assert result.status == "error"
    assert "mavn" in result.error["evalue"] and "maven" in result.error["evalue"]


def test_percent_in_code_is_no_magic(kernel):
    assert kernel.run('int x = 17;\nint y = x\n    % 5;\ny + "%d%n".length()').value == "6"


def test_startup_variables(kernels, start, tmp_path):
    folder = tmp_path / "classes"
    folder.mkdir()
    (folder / "data.txt").write_text("found")
    (tmp_path / "first.jshell").write_text("int one = 1;")
    (tmp_path / "second.jshell").write_text("int two = one + 1;")
    env = {
        "IJAVA_CLASSPATH": str(folder),
        "IJAVA_STARTUP_SCRIPTS_PATH": f"{tmp_path}/first.jshell:{tmp_path}/second.jshell",
        "IJAVA_STARTUP_SCRIPT": "import java.util.regex.*; int three() { return two + 1; }",
    }
    with start(kernels=with_env(kernels, tmp_path, env)) as kernel:
        assert kernel.run("one + two + three()").value == "6"
        assert kernel.run('Pattern.compile("a").matcher("a").matches()').value == "true"
        read = 'new String(Thread.currentThread().getContextClassLoader().getResourceAsStream("data.txt").readAllBytes())'
        assert kernel.run(read).value == "found"


def with_env(kernels, tmp_path, env):
    """A copy of the kernelspec with this env, which is where IJava's users write it: it wins over the shell's."""
    spec = json.loads((kernels / "java" / "kernel.json").read_text())
    spec["env"] |= env
    (tmp_path / "kernels" / "java").mkdir(parents=True)
    (tmp_path / "kernels" / "java" / "kernel.json").write_text(json.dumps(spec))
    return tmp_path / "kernels"


@pytest.mark.parametrize("timeout", ["900", "1 SECONDS"])
def test_timeout(start, timeout):
    with start(env={"IJAVA_TIMEOUT": timeout}) as kernel:
        result = kernel.run("while (true) {}")
        assert result.status == "error"
        assert "time" in (result.error["ename"] + result.error["evalue"]).lower()
        assert kernel.run("1").value == "1"


def test_compiler_options(start):
    with start(env={"IJAVA_COMPILER_OPTS": "-Xlint:unchecked -parameters"}) as kernel:
        kernel.run("class Named { void call(int count) {} }")
        assert kernel.run("Named.class.getDeclaredMethods()[0].getParameters()[0].getName()").value == "count"
