"""The Java modules' own tests, on the oldest JDK with a whole build, and again on every newer one."""

import os
import subprocess
import xml.etree.ElementTree as XML

import pytest

import project

MODULES = ("kernel", "lib")


def maven(log, jdk, *arguments):
    command = ["mvn", "-B", "-ntp", "-f", str(project.PROJECT / "pom.xml"), *arguments]
    with open(log, "wb") as stream:
        return subprocess.run(command, stdout=stream, stderr=stream, env={**os.environ, "JAVA_HOME": str(jdk)}).returncode


def test_unit_tests(jdk, note):
    """Builds on the oldest JDK (with Spotless and all warnings as errors); the same classes then run on the newer ones."""
    oldest = project.oldest_jdk()
    log = project.STATE / f"units-jdk{project.major(jdk)}.log"
    goals = ["verify"] if jdk == oldest else ["test", f"-Djvm={jdk}/bin/java", "-Dspotless.check.skip=true"]
    for module in MODULES:
        for report in (project.PROJECT / module / "target" / "surefire-reports").glob("TEST-*.xml"):
            report.unlink()
    failed = maven(log, oldest, *goals)
    for module in MODULES:
        count, skipped = counts(module)
        note(f"{module}: {count} unit tests" + "".join(f"\n  NOT RUN: {reason}" for reason in skipped))
        if skipped and os.environ.get("CI") == "true":
            pytest.fail(f"In CI nothing is skipped but the GPU: {skipped}")
        assert failed or count > 0, f"{module} has no tests"
    if failed:
        print(log.read_text()[-8000:])
    assert not failed, f"mvn {' '.join(goals)} failed; the whole log: {log}"


def counts(module):
    """How many tests ran, and why others did not. A class of none is a mistake: Surefire passes over what it does not know."""
    run, skipped = 0, []
    for report in (project.PROJECT / module / "target" / "surefire-reports").glob("TEST-*.xml"):
        cases = list(XML.parse(report).iter("testcase"))
        assert cases, f"{report.name} holds no test"
        for case in cases:
            reason = case.find("skipped")
            if reason is None:
                run += 1
            elif "gpu" not in (reason.get("message") or "").lower():
                skipped.append(f"{case.get('classname')}.{case.get('name')}: {reason.get('message')}")
    return run, skipped
