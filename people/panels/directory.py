"""The facets of the directory that people know by themselves."""

from people.queries.directory import LanguageFacet, OrganisationFacet, RoleFacet
from people.queries.registries import directory_facets

directory_facets.register(OrganisationFacet())
directory_facets.register(RoleFacet())
directory_facets.register(LanguageFacet())
