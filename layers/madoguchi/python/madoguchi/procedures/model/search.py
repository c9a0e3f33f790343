"""Finding procedures by words, as they are typed in Japan: two characters are a word, width and kana do not matter.

An index of bigrams (every two neighbouring characters) over folded text; single characters are looked for directly.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from madoguchi.procedures.model.folding import bigrams, fold
from madoguchi.procedures.model.procedure import Definition

NEAR = 0.6  # share of a word's bigrams that still counts as meant, when nothing matches exactly


class Words:
    """An index over documents given as (name, other words); `find` answers with their places."""

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        self._names = [fold(name) for name, _ in documents]
        self._texts = [f"{fold(name)}\n{fold(more)}" for name, more in documents]
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for place, text in enumerate(self._texts):
            for pair in bigrams(text):
                self._places[pair].add(place)

    def find(self, query: str) -> list[int]:
        """Places of the documents that hold every word of `query`, names first; near ones when none does."""
        words = [word for word in (fold(part) for part in query.replace("　", " ").split()) if word]
        if not words:
            return list(range(len(self._texts)))
        exact = set.intersection(*(self._holding(word) for word in words))
        found = exact or set.intersection(*(self._near(word) for word in words))
        return sorted(found, key=lambda place: (self._rank(place, words), place))

    def _holding(self, word: str) -> set[int]:
        candidates = range(len(self._texts)) if len(word) == 1 else self._common(word)
        return {place for place in candidates if word in self._texts[place]}

    def _common(self, word: str) -> set[int]:
        return set.intersection(*(self._places.get(pair, set()) for pair in bigrams(word)))

    def _near(self, word: str) -> set[int]:
        pairs = bigrams(word)
        hits: defaultdict[int, int] = defaultdict(int)
        for pair in pairs:
            for place in self._places.get(pair, set()):
                hits[place] += 1
        return {place for place, count in hits.items() if count >= NEAR * len(pairs)}

    def _rank(self, place: int, words: list[str]) -> tuple[int, int]:
        """More words in the name first, then the plainer name."""
        names = self._names[place]
        return -sum(word in names for word in words), len(names.partition("\n")[0])


def words_of(definition: Definition) -> tuple[str, str]:
    """A procedure as a document: its names in every language, then everything else worth finding it by."""
    name, summary = definition.name, definition.summary
    names = " \n".join(filter(None, (name.ja, name.easy, name.en)))
    return names, " \n".join(
        (*filter(None, (summary.ja, summary.easy, summary.en, definition.law)), *_more(definition))
    )


def _more(definition: Definition) -> Iterator[str]:
    yield from definition.keywords
    yield CATEGORIES[definition.category]
    for event in definition.life_events:
        yield LIFE_EVENTS[event]


CATEGORIES = {
    "child-care": "子育て",
    "nursing-care": "介護",
    "disaster": "被災者支援",
    "residence": "住まい・住民票",
    "pension": "年金",
    "town": "市町村の手続",
}
LIFE_EVENTS = {
    "pregnancy-birth": "妊娠・出産",
    "child-care": "子育て",
    "school": "入学・学校",
    "moving": "引越し",
    "marriage-divorce": "結婚・離婚",
    "care": "介護",
    "disaster": "災害",
    "work": "就職・仕事",
}


def in_category(definition: Definition, category: str) -> bool:
    """Whether the procedure is in `category`, named by its code or in Japanese; "" is every one."""
    return category in {"", definition.category, CATEGORIES[definition.category]}


def at_event(definition: Definition, life_event: str) -> bool:
    """Whether the procedure belongs to `life_event`, named by its code or in Japanese; "" is every one."""
    known = {*definition.life_events, *(LIFE_EVENTS[event] for event in definition.life_events), ""}
    return life_event in known
