"""Streamlit's index page, made ours."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from streamlit import file_util

from fieldwork.ui.index import make_index, read_index
from fieldwork.ui.paper import ASSETS


def test_the_installed_streamlits_page_is_dutch_and_ours() -> None:
    page = read_index(ASSETS).page.decode()
    assert '<html lang="nl"' in page
    assert "<title>Wijkduik</title>" in page
    assert "/assets/chrome.js" in page
    assert "You need to enable JavaScript" not in page
    assert "agent" not in page


def test_every_inline_script_has_its_hash_and_no_other_is_allowed() -> None:
    index = read_index(ASSETS)
    scripts = re.findall(r"<script>(.*?)</script>", index.page.decode(), re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    assert len(scripts) == 1
    assert index.script_hashes == tuple(
        f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests
    )


def test_a_page_that_changed_in_an_upgrade_stops_the_start() -> None:
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    with pytest.raises(ValueError, match="no longer holds"):
        make_index(page.replace('<html lang="en">', "<html>"), "1")
