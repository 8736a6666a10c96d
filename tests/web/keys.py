"""Somebody at the keyboard, without a pointer."""

from tests.web.browser import Visit

FAR = 60
"""Presses of Tab after which something counts as out of reach."""
HERE = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.textContent;
  return [at.ariaLabel || label || at.textContent, getComputedStyle(at).outlineStyle, at.tagName];
}"""


async def tab_to(visit: Visit, name: str) -> None:
    """Fails where it is not reached, or where nobody would see that it was."""
    # Nobody presses Tab before the page has it.
    page = visit.page
    await page.get_by_text(name).or_(page.get_by_label(name)).first.wait_for(state="attached")
    for _ in range(FAR):
        await visit.page.keyboard.press("Tab")
        found, outline, tag = await visit.page.evaluate(HERE)
        # After the last stop it is the page itself, and then the first again.
        if tag != "BODY" and name in (found or ""):
            # A field shows it by its border and the ring around.
            assert tag in {"INPUT", "TEXTAREA"} or outline != "none", name
            return
    raise AssertionError(f"{name} is not reached by Tab")


async def press(visit: Visit, name: str, key: str = "Enter") -> None:
    await tab_to(visit, name)
    await visit.page.keyboard.press(key)


async def write(visit: Visit, name: str, text: str) -> None:
    """In the place of what stands there; a form that has opened may be there already."""
    found, _, tag = await visit.page.evaluate(HERE)
    if tag not in {"INPUT", "TEXTAREA"} or name not in found:
        await tab_to(visit, name)
    await visit.page.keyboard.press("ControlOrMeta+A")
    await visit.page.keyboard.type(text)
