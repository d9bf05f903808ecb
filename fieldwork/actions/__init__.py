"""What people do with Wijkduik: each use case once, with its right checked here."""
