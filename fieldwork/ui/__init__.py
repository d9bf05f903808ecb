"""The front door and the screens: the only package that knows Streamlit and Starlette."""
