"""For those who write plugins: begin a manifest, check it, compare two versions. All offline."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.plugins.manifest import Manifest
    from integrations.plugins.reading import Flaw

TEMPLATE = """{
  "manifestVersion": 1,
  "id": "%s",
  "version": "0.1.0",
  "platform": ">=1.0 <2",
  "name": {"en": "My plugin", "zh-CN": "我的插件"},
  "summary": {"en": "What it does, in a line", "zh-CN": "一句话说明用途"},
  "publisher": {
    "name": "Who you are",
    "url": "https://example.com",
    "supportEmail": "support@example.com",
    "securityEmail": "security@example.com"
  },
  "links": {"privacy": "https://example.com/privacy"},
  "baseUrl": "https://plugin.example.com",
  "auth": {"clientAuth": "private_key_jwt", "jwksUri": "/jwks.json"},
  "scopes": {
    "required": [
      {"scope": "people:read", "reason": {"en": "Why you need it", "zh-CN": "为何需要"}}
    ],
    "optional": []
  },
  "dataAccess": {"stores": [], "region": ["CN"], "retentionDays": 0},
  "egress": [],
  "events": [
    {
      "id": "people",
      "types": ["person.added"],
      "url": "/hooks/events",
      "query": "query ($id: ID!) { person(id: $id) { name title } }"
    }
  ],
  "lifecycle": {"url": "/hooks/lifecycle"}
}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    init = deeds.add_parser("init", help="write a first plugin.json that is valid")
    init.add_argument("id", help="a domain of yours, backwards, and a name: com.example.weekly")
    init.add_argument("file", type=Path, nargs="?", default=Path("plugin.json"))
    check = deeds.add_parser("validate", help="0: valid; 1: not, and why by line; 2: unreadable")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true", help="for programs, in both languages")
    compare = deeds.add_parser("diff", help="what a new version asks beyond an old one")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)


def run(arguments: argparse.Namespace) -> int:
    try:
        match arguments.deed:
            case "init":
                return _init(arguments.id, arguments.file)
            case "validate":
                return _validate(arguments.file, as_json=arguments.json)
            case _:
                return _compare(arguments.old, arguments.new)
    except (OSError, UnicodeDecodeError) as error:
        print(f"Cannot be read or written: {error}", file=sys.stderr)
        return 2


def _init(id: str, file: Path) -> int:
    text = TEMPLATE % id
    if flaws := _read(text)[1]:
        _tell(file, flaws)
        return 1
    with file.open("x", encoding="utf-8") as new:
        new.write(text)
    print(f"Wrote {file}. Say what your plugin is, then: ./tanlu plugin validate {file}")
    return 0


def _validate(file: Path, *, as_json: bool) -> int:
    manifest, flaws = _read(file.read_text(encoding="utf-8"))
    if as_json:
        told = [
            {
                "line": flaw.line,
                "path": flaw.path,
                "message": {"en": flaw.message, "zh-CN": flaw.zh},
            }
            for flaw in flaws
        ]
        print(json.dumps({"valid": manifest is not None, "flaws": told}, ensure_ascii=False))
    elif manifest is None:
        _tell(file, flaws)
    else:
        print(f"{file}: {manifest.id} {manifest.version} is valid")
    return 0 if manifest is not None else 1


def _compare(old: Path, new: Path) -> int:
    from integrations.plugins.difference import changes_between, is_major  # noqa: PLC0415

    read = {file: _read(file.read_text(encoding="utf-8")) for file in (old, new)}
    manifests = [manifest for manifest, _ in read.values() if manifest is not None]
    if len(manifests) != len(read):
        for file, (_, flaws) in read.items():
            _tell(file, flaws)
        return 1
    changes = changes_between(manifests[0], manifests[-1])
    for change in changes:
        print(f"{'+' if change.added else '-'} {change.what}: {change.value}")
    major = is_major(changes)
    print("major: waits for an admin" if major else "minor: asks for nothing new")
    return 0


def _read(text: str) -> "tuple[Manifest | None, list[Flaw]]":
    from api.graphql.shaping import Shaping  # noqa: PLC0415 - building the schema takes a second
    from api.plugins.judging import judged  # noqa: PLC0415
    from integrations.plugins.reading import Flawed  # noqa: PLC0415
    from webhooks.documents import know_documents  # noqa: PLC0415

    know_documents(Shaping)
    try:
        return judged(text), []
    except Flawed as flawed:
        return None, list(flawed.flaws)


def _tell(file: Path, flaws: "list[Flaw]") -> None:
    for flaw in flaws:
        where = f"{file}:{flaw.line}" if flaw.line else str(file)
        said = flaw.zh if _reads_chinese() else flaw.message
        print(f"{where}: {flaw.path}: {said}" if flaw.path else f"{where}: {said}", file=sys.stderr)


def _reads_chinese() -> bool:
    chosen = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return chosen.startswith("zh")
