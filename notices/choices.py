"""What a form of a notice may offer: its own organisations, posts and people, never another council's."""

from django.db.models import Q, QuerySet

from notices.models import Access, Notice, Partner
from people.models import Organisation, Post, User


def organisations_for(notice: Notice) -> QuerySet[Organisation]:
    """The council, the issuer, the partners, and whoever somebody with access comes from; by name."""
    partners = Partner.objects.of(notice).values("organisation")
    of_people = Access.objects.of(notice).values("organisation")
    named = Q(pk__in=[notice.council_id, notice.issuer_id]) | Q(pk__in=partners) | Q(pk__in=of_people)
    return Organisation.objects.filter(named).order_by("name", "pk")


def posts_for(notice: Notice) -> QuerySet[Post]:
    """The posts of the council and its partners; by title."""
    partners = Partner.objects.of(notice).values("organisation")
    own = Q(organisation=notice.council_id) | Q(organisation__in=partners)
    return Post.objects.filter(own).select_related("organisation").order_by("title", "pk")


def names_of(notice: Notice) -> list[str]:
    """The names of whoever has, had or will have access, those too who can sign in no longer."""
    people = User.objects.filter(pk__in=Access.objects.of(notice).values("user"))
    return list(people.order_by("name", "pk").values_list("name", flat=True))


def people_for(notice: Notice) -> QuerySet[User]:
    """Whoever has, had or will have access and can sign in; by name."""
    return User.objects.filter(pk__in=Access.objects.of(notice).values("user"), is_active=True).order_by("name", "pk")
