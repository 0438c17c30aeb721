"""The people of the story, once they have signed on."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from boards.actions.seats import open_seat
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import ROLES
from recommendations.management.demo.script import Comment, Person, Text


@dataclass(frozen=True)
class Cast:
    """Who speaks for whom."""

    users: dict[str, User]

    def __getitem__(self, account: str) -> User:
        return self.users[account]

    @cached_property
    def bodies(self) -> dict[str, Body]:
        return {body.code: body for body in Body.objects.all()}

    def head(self, nation: str) -> User:
        return self.users[f"head.{nation.lower()}"]

    def submitter(self, comment: Comment) -> User:
        """Who submits for the comment's sender: the head of delegation, NIAG's liaison, a partner's observer."""
        sender = comment.sender.lower()
        return next(
            self.users[account] for account in (f"head.{sender}", sender, f"partner.{sender}") if account in self.users
        )

    def author(self, comment: Comment) -> User:
        return self.users[comment.author] if comment.author else self.submitter(comment)

    def group_chair(self, text: Text) -> User:
        return self.users[f"chair.{text.group.lower()}"]


def sign_on(people: tuple[Person, ...], password: str) -> Cast:
    """Create the people and their seats, as of this instant of the database's clock.

    All share one hash of `password`: hashing it again for each would take most of the seeding.
    """
    bodies = {body.code: body for body in Body.objects.all()}
    nations = {nation.alpha3: nation for nation in Nation.objects.all()}
    hashed = make_password(password)
    users = {}
    for person in people:
        administers = person.role == "administrator"
        user = User(
            email=person.email,
            name=person.name,
            language=person.language,
            password=hashed,
            is_staff=administers,
        )
        user.save()
        if administers:
            user.groups.add(Group.objects.get(name="administrator"))
        open_seat(
            user=user,
            body=bodies[person.body],
            role=ROLES[person.role].code,
            nation=nations.get(person.nation),
            by=None,
        )
        users[person.account] = user
    return Cast(users)
