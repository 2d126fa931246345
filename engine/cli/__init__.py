"""The command line: every command says what it did, data on stdout and narration on stderr."""
