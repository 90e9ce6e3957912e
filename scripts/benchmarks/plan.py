"""How long the plan in the editor takes, for a stack that has been made."""
import os
import pathlib
import subprocess

from .client import Client
from .document import Document
from .figure import Figure, percentile

# What `cofre lsp` waits for after a change before it plans: `planPause` of LanguageServer+Plans.
PAUSE = 0.12


def refresh(cofre: str, root: pathlib.Path, resources: int, count: int) -> Figure:
    """From the end of the pause after a change to the request to show hints anew."""
    folder = root / "plan"
    folder.mkdir()
    (folder / "Cofre.yaml").write_text("name: plan\n")
    (folder / "Cofre.dev.yaml").write_text("config: {}\n")
    (folder / "stack.lua").write_text('local cofre = require "cofre"\n' + "".join(
        f'cofre.Record("record-{i}", {{ values = {{ size = 1, name = "n{i}" }} }})\n' for i in range(resources)))
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "COFRE_KEY_FILE": str(root / "key")}
    subprocess.run([cofre, "up", "--yes"], cwd=folder, env=environment, check=True, capture_output=True)
    with Client([cofre, "lsp"], folder, environment) as client:
        client.settle()
        document = Document(client, folder / "stack.lua")
        client.settle()
        place = (document.text[:document.text.index("size = 1")].count("\n"), document.text.splitlines()[1].index("1,"))
        taken = []
        for index in range(count):
            # There and back again: a plan that stays as it was is not shown anew.
            since = len(client.notes)
            sent = document.edit(place[0], place[1], place[1] + 1, "12"[(index + 1) % 2])
            shown = client.wait(lambda method, _: method == "workspace/inlayHint/refresh", since) - sent - PAUSE
            whole = {"start": {"line": 0, "character": 0}, "end": {"line": resources + 2, "character": 0}}
            hints, _ = client.ask("textDocument/inlayHint", {**document.about(), "range": whole})
            updates = [hint for hint in hints or [] if "~ update" in label(hint)]
            taken.append((shown, len(updates) == 1 - index % 2))
    return percentile(50, taken)


def label(hint: dict) -> str:
    """What a hint says, be it in one piece or in several."""
    text = hint["label"]
    return text if isinstance(text, str) else "".join(part["value"] for part in text)
