"""Programs that measure how fast Wijkduik is. They assert nothing: ``python -m benchmarks``."""
