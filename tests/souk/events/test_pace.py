"""A courier that has just been round rests a little, so that it finds more the next time."""

from souk.events.pace import LONGEST_REST_SECONDS, REST, Pace


def test_who_was_idle_goes_at_once():
    assert Pace().to_rest() == 0


def test_rests_longer_the_longer_a_round_took():
    quick, slow = Pace(), Pace()
    quick.took(0.001)
    slow.took(0.01)
    assert 0 <= quick.to_rest() <= REST * 0.001 < slow.to_rest() <= REST * 0.01


def test_never_rests_for_long():
    pace = Pace()
    pace.took(60)
    assert pace.to_rest() <= LONGEST_REST_SECONDS
