"""No Kotlin anywhere: not in what runs in a notebook, not in the tests, not in Maven's plugins."""

import re
import zipfile

import project
from test_units import maven


def test_no_kotlin_in_the_jars_of_the_lab():
    jars = list(project.jars().glob("*/*.jar"))
    assert len(jars) > 20
    for jar in jars:
        assert not re.search("kotlin|jetbrains", jar.name), jar
        with zipfile.ZipFile(jar) as opened:
            assert not [name for name in opened.namelist() if name.startswith("kotlin/")], jar


def test_no_kotlin_on_maven_s_class_paths():
    """Maven's debug log names every artifact that it puts on the class path of a plugin, the compiler or the tests."""
    log = project.STATE / "class-paths.log"
    failed = maven(log, project.oldest_jdk(), "-X", "verify", "-DskipTests")
    text = log.read_text(errors="replace")
    assert not failed, text[-3000:]
    artifacts = re.findall(r"Included: (\S+)", text) + re.findall(r"/([\w.-]+\.jar)", text)
    assert any("spotless-lib" in artifact for artifact in artifacts), "the log names no plugin's artifacts"
    assert any("junit-jupiter" in artifact for artifact in artifacts), "the log names no test's artifacts"
    assert sorted({artifact for artifact in artifacts if "kotlin" in artifact}) == []
