"""People are told once, in their language, and the mail that failed is tried again."""

from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dipb_portal.accounts.models import User
from dipb_portal.notifications.messages import SENTENCES, sentence
from dipb_portal.notifications.models import Kind, Notification
from dipb_portal.notifications.outbox import notify
from dipb_portal.notifications.tasks import MAX_ATTEMPTS, send_due_mail
from tests.counting import queries_of
from tests.scenarios import People

REFERENCE = "DIPB(CAP)-WP(2026)0012-REV1"


def tell(*users: User, kind: Kind = Kind.SILENCE_OPENED, key: str = "1") -> None:
    notify(
        users,
        kind,
        path="/silences/1/",
        key=key,
        reference=REFERENCE,
        deadline="2026-11-19T16:30:00+00:00",
        nation_en="Germany",
        nation_fr="Allemagne",
    )


@pytest.mark.django_db
def test_the_same_cause_is_told_once(people: People) -> None:
    tell(people.head_fra, people.head_deu)
    tell(people.head_fra, people.head_deu, people.head_usa)
    assert Notification.objects.count() == 3


@pytest.mark.django_db
def test_the_sentence_is_in_the_readers_language_and_in_brussels_time(people: People) -> None:
    tell(people.head_fra)
    notification = Notification.objects.get()
    with translation.override("en"):
        assert sentence(notification) == f"{REFERENCE} is under silence until Thursday 19 November 2026, 17:30."
    with translation.override("fr"):
        assert "jeudi 19 novembre 2026" in sentence(notification)


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Kind)


@pytest.mark.django_db
def test_mail_goes_to_each_in_their_language_and_names_no_content(people: People) -> None:
    User.objects.filter(pk=people.head_fra.pk).update(language="fr")
    tell(people.head_fra, people.head_deu)
    send_due_mail()
    send_due_mail()
    french, english = sorted(mail.outbox, key=lambda message: message.to != [people.head_fra.email])
    assert (french.to, english.to) == ([people.head_fra.email], [people.head_deu.email])
    assert "accord tacite" in french.body
    assert "under silence" in english.body
    assert "Les heures sont celles de Bruxelles." in french.body
    assert "Times are Brussels time." in english.body
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_an_inactive_person_gets_no_mail(people: People) -> None:
    tell(people.head_fra)
    User.objects.filter(pk=people.head_fra.pk).update(is_active=False)
    send_due_mail()
    assert mail.outbox == []


@pytest.mark.django_db
def test_mail_that_fails_is_tried_again_and_not_for_ever(people: People, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    tell(people.head_fra)
    for attempt in range(1, MAX_ATTEMPTS + 3):
        send_due_mail()
        assert Notification.objects.get().mail_attempts == min(attempt, MAX_ATTEMPTS)
    assert Notification.objects.get().mailed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_each_message_once(people: People) -> None:
    tell(*people)

    def work() -> None:
        send_due_mail()
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    send_due_mail()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in people)


@pytest.mark.django_db
def test_the_inbox_shows_mine_alone_and_marks_it_read(people: People, client: Client) -> None:
    tell(people.head_fra, key="mine")
    tell(people.head_deu, kind=Kind.SILENCE_BROKEN, key="theirs")
    client.force_login(people.head_fra)
    page = client.get(reverse("notifications:inbox")).content.decode()
    assert REFERENCE in page
    assert "broken" not in page
    assert "New" in page
    client.post(reverse("notifications:mark_read"))
    assert Notification.objects.get(user=people.head_fra).read_at is not None
    assert Notification.objects.get(user=people.head_deu).read_at is None


@pytest.mark.django_db
def test_reading_the_inbox_by_get_marks_nothing(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    assert client.get(reverse("notifications:mark_read")).status_code == 405


@pytest.mark.django_db
def test_the_inbox_costs_the_same_however_long(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    costs = set()
    for rows in (3, 30):
        for number in range(rows):
            tell(people.head_fra, key=str(number))
        costs.add(queries_of(client, reverse("notifications:inbox")))
    assert len(costs) == 1
