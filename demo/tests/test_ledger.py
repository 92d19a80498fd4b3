from __future__ import annotations

from pathlib import Path

from demo.ledger import Ledger


def test_what_is_added_is_known_to_the_next_run(tmp_path: Path) -> None:
    Ledger(tmp_path / "demo" / "loaded.json").add(["account:alice"], {"alice": "7"})
    again = Ledger(tmp_path / "demo" / "loaded.json")
    assert again.knows("account:alice")
    assert not again.knows("account:bob")
    assert again.accounts == {"alice": "7"}


def test_another_database_makes_it_begin_anew(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "loaded.json")
    ledger.add(["account:alice"], {"alice": "7"})
    ledger.forget()
    ledger.add(["account:bob"], {"bob": "8"})
    again = Ledger(tmp_path / "loaded.json")
    assert not again.knows("account:alice")
    assert again.accounts == {"bob": "8"}
