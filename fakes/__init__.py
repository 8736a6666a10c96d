"""Other companies' systems, played: what connectors are tried against where no real one is."""
