"""What a neighbourhood dive is about, in plain Python: no framework, no store, no screen."""
