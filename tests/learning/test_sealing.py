import base64

from accounts.models import User
from learning import sealing


def test_names_and_keys_of_people_are_theirs_alone_and_stay(learner: User, named: User) -> None:
    known = [sealing.person_of(learner), sealing.person_of(named), sealing.key_of(learner), sealing.key_of(named)]

    assert len(set(known)) == 4
    assert sealing.person_of(User.objects.get(pk=learner.pk)) == known[0]
    assert sealing.key_of(User.objects.get(pk=learner.pk)) == known[2]
    assert len(base64.b64decode(known[2])) == 32


def test_name_does_not_give_the_key_away(learner: User) -> None:
    assert sealing.person_of(learner) not in base64.b64decode(sealing.key_of(learner)).hex()


def test_is_of_knows_its_person(learner: User, named: User) -> None:
    assert sealing.is_of(learner, sealing.person_of(learner))
    assert not sealing.is_of(named, sealing.person_of(learner))
    assert not sealing.is_of(learner, "ڨ")
