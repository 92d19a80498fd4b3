"""Machinery that every service shares. It knows no domain nouns."""
