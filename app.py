"""The front door. Run it with ``streamlit run app.py``."""

import streamlit as st

from fieldwork.ui import front

app = st.App(
    "fieldwork/ui/main.py",
    routes=front.routes(),
    middleware=front.middleware(),
    lifespan=front.lifespan,
    on_script_error=front.on_script_error,
)
