"""The user model: a login and nothing else. Who a user is, and may see, lives in `partnership`."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Creates logins by e-mail address; the address is kept in lower case so that one person has one login."""

    use_in_migrations = True

    def create_user(self, email: str | None, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A login, by e-mail address or by mobile number. Has no name of its own: the person it is claimed by has one."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", unique=True, null=True, blank=True)  # type: ignore[assignment]  # or a phone

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[misc,assignment]  # a login has an address in place of a name

    def __str__(self) -> str:
        return self.email or f"User {self.pk}"  # a number here would reach logs

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Phone(models.Model):
    """The mobile number a login is opened with. Proved by a code sent to it; one number opens one login."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="phone")
    number = models.CharField(max_length=20, unique=True, help_text="In international form: +447700900123")
    is_verified = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Phone {self.pk}"


class AccessEvent(models.Model):
    """Somebody signed in or out, or failed to. Kept for 13 months (pack §5.4, access logs).

    Holds no address: a failure keeps a keyed hash, so that many tries at one address show without a list of them.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", "signed in"
        SIGNED_OUT = "signed-out", "signed out"
        FAILED = "failed", "failed to sign in"

    kind = models.CharField(max_length=10, choices=Kind)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="access_events")
    tried_hash = models.CharField(max_length=64, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-happened_at"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["happened_at"], name="access_by_moment"),  # forgetting what is too old
            models.Index(fields=["tried_hash", "happened_at"], name="access_by_tried_address"),  # tries at one address
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind="failed", user=None) | ~models.Q(models.Q(kind="failed") | models.Q(user=None)),
                name="access_event_names_a_user_unless_it_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.happened_at:%Y-%m-%d %H:%M}"
