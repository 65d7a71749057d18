"""Jupyter's own conformance suite, with every section on, on every JDK."""

import os

import jupyter_kernel_test
import pytest

import project


class KernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot("}},
        {"text": "System.out.printl", "matches": {"println("}},
    ]
    complete_code_samples = ["1 + 1", "int x = 1;", "void f() {}", "// done", 'var s = """\n  text""";']
    incomplete_code_samples = ["int f() {", "new int[] {1,", "for (int i = 0; i < 3; i++) {\n  f();"]
    invalid_code_samples = [")", "}"]
    test_pager = None  # no pager: %help prints; the README lists it
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": 'String.join("-", "a", "b")', "result": "a-b"},
    ]
    code_display_data = [
        {"code": 'display("text");', "mime": "text/plain"},
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
    ]
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.abs"
    code_clear_output = "clearOutput(false);"


class IopubWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "java"
    support_iopub_welcome = True


def on(jdk, suite):
    """The suite on this JDK: it starts the kernel "java" of the first folder on JUPYTER_PATH."""

    class Suite(suite):
        @classmethod
        def setUpClass(cls):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("JUPYTER_PATH", os.fspath(project.kernels(jdk).parent))
                super().setUpClass()

    return Suite


for major, home in project.JDKS.items():
    globals()[f"TestKernelOnJdk{major}"] = on(home, KernelTests)
    globals()[f"TestWelcomeOnJdk{major}"] = on(home, IopubWelcomeTests)
del KernelTests, IopubWelcomeTests
