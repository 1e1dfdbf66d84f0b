"""What a message says: its row holds a template and a context, never the words."""

from django.template import Context, Engine

from messaging.models import Message


def subject_of(message: Message) -> str:
    """An e-mail's subject; a text has none."""
    if message.channel == Message.Channel.SMS:
        return ""
    return _words(f"{message.template}.subject.txt", message).strip()


def body_of(message: Message) -> str:
    if message.channel == Message.Channel.SMS:
        return _words(f"{message.template}.sms.txt", message).strip()
    return _words(f"{message.template}.txt", message)


def _words(name: str, message: Message) -> str:
    """Plain text: nothing in it is escaped, or "B&B" would be read as "B&amp;B"."""
    template = Engine.get_default().get_template(f"messages/{name}")
    return str(template.render(Context(message.context, autoescape=False)))
