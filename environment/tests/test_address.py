"""Where the lab listens, and who may come in."""

import os
import shutil
import socket
import time
import urllib.error
import urllib.request

import pytest

import project
from project import refused


def test_wanted_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as owner:
        port = owner.getsockname()[1]
        error = refused(project.script("lab", "--no-browser", "--port", port))
    assert f"Port {port} is taken on 127.0.0.1" in error and "--port" in error
    if shutil.which("lsof") or shutil.which("ss"):
        assert f"(process {os.getpid()})" in error


def test_address_that_is_not_this_machine_s():
    error = refused(project.script("lab", "--no-browser", "--ip", "192.0.2.1", "--port", 8899))
    assert "Cannot listen on 192.0.2.1:8899: " in error and "taken" not in error
    assert "Give --ip an address of this machine" in error


def test_lab_on_all_addresses_asks_for_its_token():
    with project.lab("--ip", "0.0.0.0") as (url, _):
        address, token = url.split("/lab?token=")
        assert answer(f"{address}/api/contents") == 403
        assert answer(f"{address}/api/contents", token) == 200


def answer(url, token=None):
    """The status that a server answers a GET with."""
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"} if token else {})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("how", ["variable", "argument"])
def test_with_a_token_of_one_s_own_the_address_is_printed_without_it(how):
    env = {"JUPYTER_TOKEN": "secret"} if how == "variable" else {}
    more = [] if env else ["--", "--IdentityProvider.token=secret"]
    with project.lab(*more, env=env, shows=r"http://127\.0\.0\.1:\d+/lab; the token is yours") as (line, log):
        address = line.split("/lab;")[0]
        wait_until_it_answers(address)
        assert answer(f"{address}/api/contents", "secret") == 200
        assert "secret" not in log.read_text()


def wait_until_it_answers(address):
    host, port = address.removeprefix("http://").split(":")
    for _ in range(5 * 60):
        try:
            return socket.create_connection((host, int(port))).close()
        except ConnectionRefusedError:
            time.sleep(0.2)
    pytest.fail(f"Nothing listens on {address}.")


def test_without_a_wanted_port_the_next_free_one_is_taken():
    with socket.socket() as owner:
        owner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            owner.bind(("127.0.0.1", 8888))
            owner.listen()
        except OSError:
            pass  # somebody else holds it, which serves as well
        with project.lab() as (url, _):
            assert int(url.split(":")[2].split("/")[0]) > 8888


def test_a_lab_without_a_token_is_not_started():
    for words in (["--IdentityProvider.token="], ["--IdentityProvider.token", ""]):
        assert "without a token" in refused(project.script("lab", "--no-browser", "--", *words))


def test_port_that_cannot_be():
    for port in ("x", "0", "65536", "-1", ""):
        assert f'--port takes a number from 1 to 65535, not "{port}"' in refused(project.script("lab", "--port", port))
