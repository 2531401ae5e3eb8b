"""How many examples a property gets: the same few on every run, many new ones in a long run."""

from hypothesis import HealthCheck, settings

settings.register_profile("small", max_examples=100, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=10_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("small")
