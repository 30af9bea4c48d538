"""What is written for an action by somebody who stands for one of its posts."""

from datetime import date
from typing import Any

from django import forms

from govuk.forms import SentOnce, Versioned
from people.models import Post


class OnBehalf(SentOnce, Versioned):
    """What is written `today` for an action on behalf of one of its `posts`; `must_name`: it has to be said which."""

    called = {"on_behalf_of": "on whose behalf you write"}
    on_behalf_of = forms.TypedChoiceField(label="On behalf of", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, posts: list[Post], must_name: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._posts = {post.pk: post for post in posts}
        if len(posts) < 2 and not must_name:
            del self.fields["on_behalf_of"]
            return
        field: Any = self.fields["on_behalf_of"]
        field.choices = [("", "Choose a post"), *((post.pk, post.title) for post in posts)]
        field.required = must_name and bool(posts)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if (chosen := typed.get("on_behalf_of")) is not None:
            typed["on_behalf_of"] = self._posts[chosen]
        return typed
