"""People, organisations and teams in numbers."""

import factory

from people.enums import OrganisationKind
from people.models import Organisation, Person, User
from tests.cast import NOW


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    acronym = factory.Sequence(lambda n: f"ORG{n}")
    name = factory.Sequence(lambda n: f"Organisme fictif {n}")
    kind = OrganisationKind.BODY


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"figurant{n}@exemple.test")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    user = factory.SubFactory(UserFactory)
    given_name = factory.Sequence(lambda n: f"Figurant{n}")
    family_name = "Fictif"
    organisation = factory.SubFactory(OrganisationFactory)
    joined_at = NOW
