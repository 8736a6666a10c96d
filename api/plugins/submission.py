"""What an admin submits, fetched and judged before anything is kept."""

from functools import partial
from typing import TypedDict

from api.graphql.serving.long_texts import read_beside
from api.plugins.judging import judged
from api.principal import Principal
from domain.actor import Role
from domain.errors import Invalid, NotAllowed
from integrations.plugins.fetching import fetch_manifest, require_public, require_same_origin
from integrations.plugins.manifest import Manifest
from integrations.plugins.reading import Flaw, Flawed


class Submission(TypedDict):
    """What the commands that take a manifest are told of it."""

    manifest: Manifest
    source_text: str
    manifest_url: str | None


async def submission(
    principal: Principal, *, url: str | None = None, manifest: str | None = None
) -> Submission:
    """The manifest, by its address or its text. Waits for strangers, so no transaction is open.

    Raises Invalid, with every flaw and its line; NotAllowed before anybody is asked.
    """
    if not principal.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can do this to plugins", zh="只有管理员可以管理插件")
    if (url is None) == (manifest is None):
        raise Invalid(
            "Give the manifest's address, or its text", zh="请提供清单的地址或内容，二者择一"
        )
    text = await fetch_manifest(url or "") if manifest is None else manifest
    try:
        read = await read_beside(principal.payer, text, partial(judged, text))
    except Flawed as flawed:
        raise Invalid(
            "\n".join(_in_english(flaw) for flaw in flawed.flaws),
            zh="\n".join(_in_chinese(flaw) for flaw in flawed.flaws),
            field="url" if url else "manifest",
        ) from flawed
    if url is not None:
        require_same_origin(read, url)
    await require_public(read)
    return {"manifest": read, "source_text": text, "manifest_url": url}


def _in_english(flaw: Flaw) -> str:
    where = f"line {flaw.line}: " if flaw.line else ""
    return f"{where}{flaw.path}: {flaw.message}" if flaw.path else f"{where}{flaw.message}"


def _in_chinese(flaw: Flaw) -> str:
    where = f"第 {flaw.line} 行：" if flaw.line else ""
    return f"{where}{flaw.path}：{flaw.zh}" if flaw.path else f"{where}{flaw.zh}"
