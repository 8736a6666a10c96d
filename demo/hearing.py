"""A program of others hears of it: the sample plugin, from consent to its last message."""

import json
import time
from pathlib import Path
from typing import Any

from demo.stage import Stage, must

PATIENCE = 90.0


class Plugin:
    """The sample plugin that runs beside Tanlu: where it is, and what it has said."""

    def __init__(self, manifest: str, log: Path) -> None:
        self.manifest = manifest
        self._log = log

    def said(self, installation: str, heard: str) -> dict[str, Any]:
        """What it said of that message, as soon as it has. Raises WrongError if it never does."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            for line in self._log.read_text("utf-8").splitlines():
                told = json.loads(line) if line.startswith("{") else {}
                if (told.get("installation"), told.get("heard")) == (installation, heard):
                    return dict(told)
            time.sleep(0.5)
        must(f"what the plugin heard of {heard}", None, "a message")
        return {}


def install(stage: Stage, plugin: Plugin) -> None:
    """The admin reads what it asks for, and consents to exactly that."""
    with stage.step("The admin installs a plugin, and it gets a token by itself") as counts:
        asked = stage.admin.client.do(
            "submitPlugin", "installation { id manifest { sha256 } }", url=plugin.manifest
        )["installation"]
        stage.admin.client.do(
            "approvePlugin",
            "installation { state }",
            installationId=asked["id"],
            manifestSha256=asked["manifest"]["sha256"],
        )
        plugin.said(asked["id"], "installation.created")
        stage.installation = asked["id"]
        counts.append(plugin.manifest)


def hear(stage: Stage, plugin: Plugin) -> None:
    with stage.step("The plugin heard that the record was acknowledged") as counts:
        told = plugin.said(stage.installation, "record.acknowledged")
        must("what the message said", told["sent"]["state"], "ACKNOWLEDGED")
        must("whose record it read back", told["read"]["subject"]["name"], stage.employee.name)
        must("what it was told where it may not look", told["refused"], "FORBIDDEN")
        counts.append("read back by GraphQL; refused what it has no scope for")


def uninstall(stage: Stage, plugin: Plugin) -> None:
    with stage.step("The plugin is uninstalled, and hears of that, too") as counts:
        gone = stage.admin.client.do(
            "uninstallPlugin", "installation { state }", installationId=stage.installation
        )
        plugin.said(stage.installation, "installation.uninstalled")
        counts.append(f"its installation is {gone['installation']['state'].lower()}")
