"""How often a secret may be tried."""

from fieldwork.ui.throttle import MOST_IN_ALL, MOST_PER_NAME, WINDOW, Throttle


class Clock:
    """Seconds, put forward by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def miss(throttle: Throttle, name: str, times: int) -> None:
    for _ in range(times):
        throttle.missed(name)


def test_a_name_waits_after_five_misses_and_not_before() -> None:
    throttle = Throttle(Clock())
    miss(throttle, "spil/sara", MOST_PER_NAME - 1)
    assert throttle.wait("spil/sara") == 0
    throttle.missed("spil/sara")
    assert throttle.wait("spil/sara") == WINDOW


def test_one_persons_misses_hold_up_nobody_else() -> None:
    throttle = Throttle(Clock())
    miss(throttle, "spil/sara", MOST_PER_NAME)
    assert throttle.wait("spil/omar") == 0


def test_the_wait_ends_five_minutes_after_the_oldest_miss() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    miss(throttle, "spil/sara", MOST_PER_NAME)
    clock.now += WINDOW
    assert throttle.wait("spil/sara") == 0


def test_trying_many_names_holds_up_all() -> None:
    throttle = Throttle(Clock())
    for number in range(MOST_IN_ALL):
        throttle.missed(f"spil/{number}")
    assert throttle.wait("spil/omar") == WINDOW


def test_the_right_secret_clears_the_name() -> None:
    throttle = Throttle(Clock())
    miss(throttle, "spil/sara", MOST_PER_NAME - 1)
    throttle.cleared("spil/sara")
    throttle.missed("spil/sara")
    assert throttle.wait("spil/sara") == 0


def test_a_flood_of_names_does_not_fill_the_memory() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for number in range(3_000):
        clock.now += 1
        throttle.missed(f"spil/{number}")
    assert len(throttle._misses) <= 1_000
