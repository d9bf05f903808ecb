"""The parts of the command line: how a command is declared, and the commands by their kind."""
