"""What a person can do, one file per noun: check right and state, call the pure code, store, as one unit."""
