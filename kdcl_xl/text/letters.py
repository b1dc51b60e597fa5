"""The Vietnamese alphabet: letters, tones, and what a syllable may look like."""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""Lower-case letters in dictionary order (ICU `vi`), with the foreign f, j, w, z in their Latin places."""

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Combining tone marks in dictionary order: ngang < huyền < hỏi < ngã < sắc < nặng."""

VOWELS = "aăâeêioôơuưy"

_LOWER = {
    unicodedata.normalize("NFC", vowel + tone): (vowel, rank)
    for vowel in VOWELS
    for rank, tone in enumerate(TONES)
}
VOWEL_AND_TONE: dict[str, tuple[str, int]] = _LOWER | {
    letter.upper(): (vowel.upper(), rank) for letter, (vowel, rank) in _LOWER.items()
}
"""Every composed vowel → (vowel without tone, rank of its tone in TONES)."""

TONED: dict[tuple[str, int], str] = {parts: letter for letter, parts in VOWEL_AND_TONE.items()}
"""The inverse of VOWEL_AND_TONE."""

_ONSETS = "b|ch?|d|đ|gi?|gh|h|kh?|l|m|nh?|ng|ngh|p|ph|r|s|th?|tr|v|x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uê uêch uênh ui uc um un ung up ut uơ uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt
uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
_AFTER_QU = """
a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân ât ây e en eo et ê ên êt i ich in it ôc ơ
y ych yên yêt ynh yt
"""
_SYLLABLE = re.compile(
    f"(?:(?:{_ONSETS})?(?:{'|'.join(_RHYMES.split())})|qu(?:{'|'.join(_AFTER_QU.split())})|gin?)"
)
_STOPPED = re.compile(r".*(?:c|ch|p|t)")
_SHARP_OR_HEAVY = (4, 5)


def is_syllable(word: str) -> bool:
    """Whether a word (NFC, any case, no punctuation) is built like one Vietnamese syllable.

    Structure only: onset, rhyme, at most one tone, and sắc or nặng before a final c, ch, p, t. Not a
    dictionary; it exists to tell Vietnamese from the garbage a wrong encoding makes.
    """
    plain, tones = [], []
    for letter in word.lower():
        vowel, tone = VOWEL_AND_TONE.get(letter, (letter, 0))
        plain.append(vowel)
        if tone:
            tones.append(tone)
    bare = "".join(plain)
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.fullmatch(bare) or (bool(tones) and tones[0] in _SHARP_OR_HEAVY)
