"""Installs the kernels to measure into a folder of the benchmark's own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RAPAIO = "3.0.1"
DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
JDK_FOLDERS = ["/usr/lib/jvm", "/opt", "/Library/Java/JavaVirtualMachines", "~/.sdkman/candidates/java"]

JAVA_CELL = "2 + 2"
JAVA_VARIABLE = 'String greeting = "hello";'
JAVA_TABS = ['"abc".to', "java.util.", "greeting.sub"]
PYTHON_TABS = ['"abc".sp', "os.path.", "greeting.sw"]


@dataclass(frozen=True)
class Kernel:
    """A kernelspec, and what to type in it."""

    name: str
    title: str
    spec: str
    tabs: tuple
    variable: str


def install(here, jdk17, jdk25):
    """All kernels that this machine can run; says on stderr why one cannot be."""
    home = here / ".venv" / "bench"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    os.environ["JUPYTER_PATH"] = str(home / "share" / "jupyter")
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "0"
    found = []
    jdks = {25: jdk25 or find_jdk(25), 17: jdk17 or find_jdk(17)}
    for version, jdk in jdks.items():
        if jdk is None:
            print(f"No JDK {version} here: name one with --jdk{version} HOME. Its rows are left out.", file=sys.stderr)
        else:
            found.append(lungo(here, home, version, jdk))
    if jdks[25]:
        found += [jjava(home, jdks[25]), rapaio(here, home, jdks[25])]
    found.append(ipykernel(home))
    return found


def lungo(here, home, version, jdk):
    jars = [jar for jar in (here.parent / "target").glob("lungo-kernel-*.jar") if "sources" not in jar.name]
    if not jars:
        sys.exit("The kernel is not built. Build it first: mvn package -pl kernel -DskipTests")
    name = f"lungo-{version}"
    command = [java(jdk), "-cp", jars[0], "lungo.kernel.kernelspec.Install", "--prefix", home, "--name", name]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Warning" in printed:
        sys.exit(f"The start-up archive of {name} is missing, so figures would mislead:\n{printed}")
    archive = "AOT cache" if version >= 25 else "CDS archive"
    return java_kernel(name, f"Lungo, JDK {version}, {archive}")


def jjava(home, jdk):
    spec = Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java"
    argv = json.loads((spec / "kernel.json").read_text())["argv"]
    argv = [java(jdk) if word == "java" else word.replace("{resource_dir}", str(spec)) for word in argv]
    # Its launcher starts a second JVM, which it looks for here.
    env = {"JAVA_HOME": str(jdk), "PATH": f"{jdk}/bin{os.pathsep}{os.environ['PATH']}"}
    write(home, "jjava", argv, env)
    return java_kernel("jjava", f"JJava {version_of('jjava')}, JDK 25")


def rapaio(here, home, jdk):
    cache = here / ".venv" / f"rapaio-{RAPAIO}"
    jar = cache / f"rapaio-jupyter-kernel-{RAPAIO}.jar"
    if not jar.exists():
        artifact = f"-Dartifact=io.github.padreati:rapaio-jupyter-kernel:{RAPAIO}"
        goal = ["mvn", "-q", "-B", f"{DEPENDENCY_PLUGIN}:copy", artifact, f"-DoutputDirectory={cache}"]
        subprocess.run(goal, check=True, cwd=here, stdout=subprocess.DEVNULL)
    write(home, "rapaio", [java(jdk), "-jar", str(jar), "{connection_file}"], {"RJK_TIMEOUT_MILLIS": "-1"})
    return java_kernel("rapaio", f"rapaio-jupyter-kernel {RAPAIO}, JDK 25")


def ipykernel(home):
    write(home, "ipykernel", [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], {})
    python = ".".join(map(str, sys.version_info[:2]))
    variable = "import os\ngreeting = 'hello'"
    return Kernel("ipykernel", f"ipykernel {version_of('ipykernel')}, Python {python}", "ipykernel", tuple(PYTHON_TABS),
                  variable)


def java_kernel(name, title):
    return Kernel(name, title, name, tuple(JAVA_TABS), JAVA_VARIABLE)


def write(home, name, argv, env):
    folder = home / "share" / "jupyter" / "kernels" / name
    folder.mkdir(parents=True)
    spec = {"argv": argv, "display_name": name, "language": "any", "interrupt_mode": "message", "env": env}
    (folder / "kernel.json").write_text(json.dumps(spec, indent=2))


def java(jdk):
    return str(Path(jdk) / "bin" / "java")


def find_jdk(version):
    """The home of a JDK of that version: JAVA_HOME, the java on PATH, or where systems put them."""
    homes = [os.environ.get("JAVA_HOME")]
    if shutil.which("java"):
        homes.append(str(Path(shutil.which("java")).resolve().parents[1]))
    for folder in map(os.path.expanduser, JDK_FOLDERS):
        if os.path.isdir(folder):
            for entry in sorted(Path(folder).iterdir()):
                homes += [str(entry), str(entry / "Contents" / "Home")]
    for home in filter(None, homes):
        release = Path(home) / "release"
        if release.is_file() and f'JAVA_VERSION="{version}' in release.read_text():
            return Path(home)
    return None


def version_of(package):
    from importlib.metadata import version

    return version(package)
