"""The screens: one module each, found by ``fieldwork.ui.screens``."""
