"""A copy of an example project, and the built `cofre` to run in it."""

import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("COFRE_BIN", ROOT / ".build/debug"))


class Project:
    """A project folder of the test's own."""

    def __init__(self, example, folder, environment=None):
        self.folder = pathlib.Path(folder) / example
        shutil.copytree(ROOT / "examples" / example, self.folder)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "dumb",
            "COFRE_KEY_FILE": str(pathlib.Path(folder) / "cofre.key"),
            **(environment or {}),
        }
        self.said = ""

    def run(self, *arguments, stdin="", check=True, **environment):
        """Runs cofre; returns the finished process, whose streams are also added to `said`."""
        done = subprocess.run(
            [str(BINARIES / "cofre"), *arguments], cwd=self.folder, input=stdin, text=True, capture_output=True,
            env={**self.environment, **environment}, timeout=300)
        self.said += done.stdout + done.stderr
        if check:
            assert done.returncode == 0, f"cofre {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def output(self, name):
        return self.run("output", name).stdout.removesuffix("\n")

    def script(self):
        return (self.folder / "stack.lua").read_text()

    def replace(self, old, new):
        text = self.script()
        assert old in text
        (self.folder / "stack.lua").write_text(text.replace(old, new))

    def files_with(self, text, skip=()):
        """The files in which a text stands, but for those in the folders to skip."""
        found = []
        for path in self.folder.parent.rglob("*"):
            if path.is_file() and not any(part in skip for part in path.parts) and text.encode() in path.read_bytes():
                found.append(str(path))
        return found
