"""Which letters a text may hold: composed, visible, and read in the order they are kept in.

What is not shown comes with copying and pasting, so it is taken out rather than refused. What
turns the direction of text is taken out as well: a name that reads backwards passes for another.
The letters are the Default_Ignorable_Code_Points of Unicode's DerivedCoreProperties, less those
that change what is seen: variation selectors, and joiners where a script or an emoji needs them.
"""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_STRAY_JOINERS = re.compile(
    "(?<![\u0590-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+"
)
"""Joiners shape Arabic, Mongolian and the scripts of India, and make one emoji of several."""
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Letters, digits and signs as wide as a Chinese character, which input methods produce."""
_WIDE_WORDS = {wide: to for wide, to in _WIDE.items() if chr(to).isalnum()}


def visible(text: str) -> str:
    """The text in NFC without what nobody sees. Doing it twice changes nothing more."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return _STRAY_JOINERS.sub("", _UNSEEN.sub("", composed))


def narrow(text: str) -> str:
    """Wide letters and digits as narrow ones; Chinese punctuation stays as it is."""
    return text if text.isascii() else text.translate(_WIDE_WORDS)


def plain(text: str) -> str:
    """As `narrow`, signs too: for addresses, where a wide @ means @."""
    return text if text.isascii() else text.translate(_WIDE)


def as_address(text: str) -> str:
    """An e-mail address as all of them are kept, whether or not it is one: to compare by."""
    return plain(visible(text)).strip().lower()


def says_something(text: str) -> bool:
    """Whether anything of it can be seen: a letter, a number, a sign or a symbol."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)
