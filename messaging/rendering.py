"""What a message says: its row holds a template and a context, never the words."""

from django.template.loader import render_to_string

from messaging.models import Message


def subject_of(message: Message) -> str:
    return render_to_string(f"messages/{message.template}.subject.txt", message.context).strip()


def body_of(message: Message) -> str:
    return render_to_string(f"messages/{message.template}.txt", message.context)
