"""How the reader of notes is made. Runs at development time only; nothing of the app imports it."""
