"""A Jupyter client for the tests: starts a kernel, runs cells, and keeps every message it hears."""

import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

PATIENCE = 60  # seconds that a message may take; not a claim, only an end to waiting


@dataclass
class Result:
    """What one request brought: its reply's content and the messages published for it."""

    reply: dict
    messages: list = field(default_factory=list)

    def contents(self, message_type):
        return [m["content"] for m in self.messages if m["msg_type"] == message_type]

    def text(self, name):
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)

    @property
    def types(self):
        """Message types as published, repeated streams once."""
        types = [m["msg_type"] for m in self.messages]
        return [t for i, t in enumerate(types) if t != "stream" or i == 0 or types[i - 1] != "stream"]

    @property
    def status(self):
        return self.reply["status"]

    @property
    def stdout(self):
        return self.text("stdout")

    @property
    def stderr(self):
        return self.text("stderr")

    @property
    def value(self):
        """text/plain of the cell's value, or None."""
        results = self.contents("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    @property
    def error(self):
        errors = self.contents("error")
        return errors[0] if errors else None

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"])


class Client:
    """Drives one running kernel. Messages of other requests than the awaited one are kept until theirs is asked for."""

    def __init__(self, manager, log):
        self.manager = manager
        self.log = log
        self.kc = manager.client()
        self.kc.start_channels()
        try:
            self.kc.wait_for_ready(timeout=PATIENCE)
        except RuntimeError as error:
            raise RuntimeError(f"{error}. The kernel's log:\n{log.read_text()[-3000:]}") from None
        self.published = []
        self.replies = {}

    def close(self):
        self.kc.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def send(self, code, **options):
        return self.kc.execute(code, **options)

    def run(self, code, answers=(), **options):
        """Executes a cell; answers are given to its input requests in turn."""
        return self.finish(self.send(code, **options), answers)

    def ask(self, request, *args, **kwargs):
        """Sends what the client's method `request` sends (complete, inspect, …); returns the reply's content."""
        return self.wait_reply(getattr(self.kc, request)(*args, **kwargs))

    def finish(self, message_id, answers=()):
        answers = list(answers)
        prompts = []
        while not (message_id in self.replies and self._idle(message_id)):
            for channel in self._readable():
                message = channel.get_msg(timeout=1)
                if channel is self.kc.stdin_channel:
                    prompts.append(message["content"])
                    self.kc.input(answers.pop(0))
                else:
                    self._keep(channel, message)
        result = Result(self.replies[message_id]["content"], self._published_for(message_id))
        result.prompts = prompts
        return result

    def wait_reply(self, message_id):
        while message_id not in self.replies:
            for channel in self._readable(self.kc.shell_channel, self.kc.iopub_channel):
                self._keep(channel, channel.get_msg(timeout=1))
        return self.replies[message_id]["content"]

    def wait_for(self, condition, what):
        """Reads published messages until one satisfies condition, and returns it."""
        seen = 0
        while True:
            for message in self.published[seen:]:
                if condition(message):
                    return message
            seen = len(self.published)
            for channel in self._readable(self.kc.shell_channel, self.kc.iopub_channel, what=what):
                self._keep(channel, channel.get_msg(timeout=1))

    def wait_stdout(self, text):
        return self.wait_for(
            lambda m: m["msg_type"] == "stream" and text in m["content"]["text"], f'the output "{text}"')

    def control(self, message_type, content=None):
        """Sends a request on the control channel and returns the reply's content."""
        message = self.kc.session.msg(message_type, content or {})
        self.kc.control_channel.send(message)
        while True:
            reply = self.kc.control_channel.get_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["content"]

    def interrupt_and_finish(self, message_id):
        """Interrupts the running cell; returns its result and the seconds that it took to stop."""
        began = time.monotonic()
        self.control("interrupt_request")
        result = self.finish(message_id)
        return result, time.monotonic() - began

    def _readable(self, *channels, what="a reply"):
        channels = channels or (self.kc.shell_channel, self.kc.iopub_channel, self.kc.stdin_channel)
        poller = zmq.Poller()
        for channel in channels:
            poller.register(channel.socket, zmq.POLLIN)
        ready = dict(poller.poll(PATIENCE * 1000))
        if not ready:
            raise TimeoutError(f"Waited {PATIENCE} s for {what}. The kernel's log:\n{self.log.read_text()[-3000:]}")
        return [channel for channel in channels if channel.socket in ready]

    def _keep(self, channel, message):
        if channel is self.kc.iopub_channel:
            self.published.append(message)
        else:
            self.replies[message["parent_header"]["msg_id"]] = message

    def _published_for(self, message_id):
        return [m for m in self.published if m["parent_header"].get("msg_id") == message_id]

    def _idle(self, message_id):
        return any(m["msg_type"] == "status" and m["content"]["execution_state"] == "idle"
                   for m in self._published_for(message_id))


@contextmanager
def running(kernels, log, name="java", transport="tcp", env=None, cwd=None, **manager_options):
    """A client of a new kernel of the kernelspec `name` in the folder `kernels`; what the process prints goes to log."""
    specs = KernelSpecManager(kernel_dirs=[str(kernels)], ensure_native_kernel=False)
    manager = KernelManager(kernel_name=name, kernel_spec_manager=specs, transport=transport, **manager_options)
    if transport == "ipc":  # Relative by default, and the kernel starts in a folder of its own.
        manager.ip = tempfile.mkdtemp(prefix="lungo-") + "/ipc"
    environment = {**os.environ, **(env or {})}
    with open(log, "wb") as stream:
        manager.start_kernel(env=environment, stdout=stream, stderr=stream, cwd=cwd)
        try:
            client = Client(manager, log)
            try:
                yield client
            finally:
                client.close()
        finally:
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)
