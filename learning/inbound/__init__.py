"""What other systems' statements mean here: their activity, verb and account, mapped to our course and our person.

The record store keeps what was sent and knows of no course. This package follows its journal (`services.take_in`), and
decides what each statement is (`services.settle`): a pass, none, or one that waits for a person to say what is meant.
"""
