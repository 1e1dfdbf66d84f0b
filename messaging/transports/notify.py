"""GOV.UK Notify, by its own client library: https://docs.notifications.service.gov.uk/python.html

Notify sends only what fits a template kept there. Two do for everything: one for e-mail holding ((subject)) and
((body)), one for texts holding ((body)).
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from common.texts import NotDelivered

TIMEOUT_SECONDS = 15


def send_text(recipient: str, body: str) -> None:
    """One text by Notify.

    :raises NotDelivered: Notify was not reached, or answered with an error.
    """
    try:
        client().send_sms_notification(recipient, settings.NOTIFY_SMS_TEMPLATE, personalisation={"body": body})
    except APIError as error:
        raise NotDelivered(f"Notify answered {error.status_code}") from error


class EmailBackend(BaseEmailBackend):
    """Django's e-mails, by Notify: plain text, one notification for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> int:
        try:
            for recipient in message.recipients():
                client().send_email_notification(
                    recipient,
                    settings.NOTIFY_EMAIL_TEMPLATE,
                    personalisation={"subject": message.subject, "body": message.body},
                )
        except APIError as error:
            if self.fail_silently:
                return 0
            raise NotDelivered(f"Notify answered {error.status_code}") from error
        return 1


def client() -> NotificationsAPIClient:
    """A client of its own for each message: the library's is not safe between threads, and messages are few."""
    return NotificationsAPIClient(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=TIMEOUT_SECONDS)
