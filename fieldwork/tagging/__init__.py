"""Reading Dutch notes: what a note may be about, and what in it may call for help at once.

Everything here suggests; a person confirms (``fieldwork.domain.notes``).
"""
