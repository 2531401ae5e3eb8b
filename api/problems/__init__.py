"""What is refused and how it is said: the catalogue of faults, the refusals, and the one table to HTTP."""
