"""Jupyter's messages, as a client sees them."""

import json
import time

import pytest
import zmq

import project


def test_kernel_info(kernel, jdk):
    info = kernel.ask("kernel_info")
    assert info["status"] == "ok"
    assert info["implementation"] == "lungo"
    assert info["language_info"]["name"] == "java"
    assert info["language_info"]["version"].split(".")[0] == str(project.major(jdk))
    assert info["protocol_version"].startswith("5.")


def test_silent_says_nothing_and_counts_nothing(kernel):
    first = kernel.run("1").reply["execution_count"]
    silent = kernel.run("int quiet = 9; quiet", silent=True, store_history=False)
    assert silent.value is None
    assert kernel.run("quiet").reply["execution_count"] == first + 1


def test_cell_out_of_history_is_not_counted(kernel):
    first = kernel.run("1").reply["execution_count"]
    assert kernel.run("2", store_history=False).value == "2"
    assert kernel.run("3").reply["execution_count"] == first + 1
    codes = [entry[2] for entry in kernel.ask("history", hist_access_type="tail", n=9)["history"]]
    assert codes == ["1", "3"]


def test_history_with_output(kernel):
    kernel.run("6 * 7")
    history = kernel.ask("history", hist_access_type="tail", n=1, output=True)["history"]
    assert history[0][2] == ["6 * 7", "42"]


def test_user_expressions(kernel):
    reply = kernel.run("int n = 4;", user_expressions={"square": "n * n", "wrong": "n +", "fails": "1 / 0"}).reply
    assert reply["user_expressions"]["square"]["data"]["text/plain"] == "16"
    assert reply["user_expressions"]["wrong"]["status"] == "error"
    assert reply["user_expressions"]["fails"]["status"] == "error"


def test_error_aborts_what_is_queued(kernel):
    first = kernel.send('Thread.sleep(800); throw new RuntimeException("stop here");')
    queued = [kernel.send("int never1 = 1;"), kernel.send("int never2 = 2;")]
    assert kernel.finish(first).status == "error"
    assert [kernel.finish(m).status for m in queued] == ["aborted", "aborted"]
    assert kernel.run("5").value == "5"
    assert kernel.run("never1").status == "error"


def test_error_spares_what_is_queued_where_asked(kernel):
    first = kernel.send('Thread.sleep(800); throw new RuntimeException("go on");', stop_on_error=False)
    queued = kernel.send("6")
    assert kernel.finish(first).status == "error"
    assert kernel.finish(queued).value == "6"


def test_display_is_updated_in_place(kernel):
    first = kernel.run('String id = display("one"); updateDisplay(id, "two");')
    shown, updated = first.contents("display_data")[0], first.contents("update_display_data")[0]
    assert shown["transient"]["display_id"] == updated["transient"]["display_id"]
    assert (shown["data"]["text/plain"], updated["data"]["text/plain"]) == ("one", "two")
    later = kernel.run('updateDisplay(id, "three");').contents("update_display_data")[0]
    assert later["transient"]["display_id"] == shown["transient"]["display_id"]


def test_clear_output(kernel):
    result = kernel.run('System.out.println("old"); clearOutput(true); System.out.println("new");')
    assert [m["msg_type"] for m in result.messages if m["msg_type"] in ("stream", "clear_output")] == \
        ["stream", "clear_output", "stream"]
    assert result.contents("clear_output") == [{"wait": True}]


def test_comm_of_an_unknown_target_is_closed(kernel):
    message = kernel.kc.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
    kernel.kc.shell_channel.send(message)
    closed = kernel.wait_for(lambda m: m["msg_type"] == "comm_close", "comm_close")
    assert closed["content"]["comm_id"] == "c1"
    assert kernel.ask("comm_info") == {"status": "ok", "comms": {}}


def test_completion_inspection_while_a_cell_runs(kernel):
    kernel.run("var sentence = new StringBuilder();")
    long_cell = kernel.send('System.out.println("busy"); Thread.sleep(8000);')
    kernel.wait_stdout("busy")
    began = time.monotonic()
    reply = kernel.ask("complete", "sentence.appendCode")
    assert reply["matches"] == ["appendCodePoint("]
    assert time.monotonic() - began < 7, "the completion waited for the cell"
    result, _ = kernel.interrupt_and_finish(long_cell)
    assert result.status == "error"


@pytest.mark.parametrize("before", ["", 'var s = "深度学习"; ', 'var s = "🚀😀"; '])
def test_completion_counts_code_points(kernel, before):
    code = before + "Math.hyp"
    reply = kernel.ask("complete", code + "; // 后", len(code))
    assert reply["matches"] == ["hypot("]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(before) + len("Math."), len(code))


def test_inspection_of_a_variable_and_a_method(kernel):
    kernel.run("int answer = 42;")
    variable = kernel.ask("inspect", "answer + 1", 3)["data"]["text/plain"]
    assert "answer" in variable and "int" in variable
    assert "hypot" in kernel.ask("inspect", "Math.hypot", 10)["data"]["text/plain"]
    assert kernel.ask("inspect", "nothingOfThatName", 5) == {"status": "ok", "found": False, "data": {}, "metadata": {}}


def test_ipc(start):
    with start(transport="ipc") as kernel:
        assert kernel.run("1 + 1").value == "2"
        loop = kernel.send("while (true) {}")
        time.sleep(0.5)
        assert kernel.interrupt_and_finish(loop)[0].status == "error"


def test_wrong_signature_is_dropped_and_the_key_stays_out_of_the_log(kernel):
    key = kernel.manager.session.key
    forger = type(kernel.kc.session)(key=b"not the key")
    for forged in (forger.msg("execute_request", {"code": "int forged = 1;", "silent": False}),
                   forger.msg("shutdown_request", {"restart": False})):
        forger.send(kernel.kc.shell_channel.socket, forged)
    forger.send(kernel.kc.control_channel.socket, forger.msg("shutdown_request", {"restart": False}))
    kernel.kc.shell_channel.socket.send_multipart([b"<IDS|MSG>", b"", b"{"])
    kernel.kc.shell_channel.socket.send_multipart([b"garbage"])
    assert kernel.run("2 + 2").value == "4"
    assert kernel.run("forged").status == "error"
    assert key.decode() not in kernel.log.read_text()
    assert "signature" in kernel.log.read_text().lower()


def test_heartbeat(kernel):
    with zmq.Context() as context, context.socket(zmq.REQ) as socket:
        socket.connect(f"tcp://{kernel.manager.ip}:{kernel.manager.hb_port}")
        socket.send(b"are you there")
        assert socket.poll(10_000) and socket.recv() == b"are you there"


def test_shutdown_ends_the_process(kernel):
    assert kernel.control("shutdown_request", {"restart": False})["status"] == "ok"
    process = kernel.manager.provisioner.process
    process.wait(timeout=20)
    assert process.returncode == 0


def test_replies_are_json_of_the_specified_shape(kernel):
    reply = kernel.ask("is_complete", "int f() {")
    assert reply["status"] == "incomplete" and reply["indent"].strip() == ""
    assert json.dumps(kernel.ask("kernel_info"))
