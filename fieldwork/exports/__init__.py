"""Files that leave the team: one module per format, each found by itself (see ``formats``)."""
