from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.domain.entities import hashtags, mentions, normal_hashtag, parse_entities

VECTORS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("entities.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["text"])[:30])
def test_what_is_a_tag_or_a_mention(vector: dict[str, Any]) -> None:
    """The same table is read by web/shared/tests/entities.test.ts."""
    text = vector["text"]
    found = [[one.kind, text[one.start : one.end], one.name] for one in parse_entities(text)]
    assert found == vector["found"]


def test_names_come_once() -> None:
    assert hashtags("#Sea #sea #land @bob") == ["sea", "land"]
    assert mentions("@bob @BOB @carol #sea") == ["bob", "carol"]


@given(st.text(alphabet="#＃@ab.1_서é& \n/", max_size=60))
def test_every_tag_is_a_name_of_its_own(text: str) -> None:
    for entity in parse_entities(text):
        assert text[entity.start] in "#＃@"
        assert entity.kind == "mention" or normal_hashtag(entity.name) == entity.name


@pytest.mark.parametrize("text", ["", "#sea", "a b", "1", "_", "a" * 101, "a-b", "a/b"])
def test_what_can_be_no_tag(text: str) -> None:
    assert normal_hashtag(text) is None
