"""Forms (表样): the document in official clothes; reading and writing them stays pure, files are touched elsewhere."""
