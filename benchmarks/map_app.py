"""The server of the maps program: its page, and Leaflet from the installed package."""

import sys
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

# Streamlit looks beside this file only.
sys.path.insert(0, str(Path(__file__).parents[1]))

from fieldwork.mapping.assets import find_asset


async def part(request: Request) -> Response:
    """Hand out one file of Leaflet's."""
    found = find_asset(request.url.path)
    return FileResponse(found) if found else Response(status_code=404)


app = st.App("map_page.py", routes=[Route("/static-map/{name:path}", part)])
