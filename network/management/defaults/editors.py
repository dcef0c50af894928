"""Who edits: two groups with French names, their permissions, a workflow, private collections."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

WRITERS, PUBLISHERS = "Rédaction des pages", "Publication des pages"
PAGE_PERMISSIONS = {
    WRITERS: ("add_page", "change_page"),
    PUBLISHERS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
FILE_PERMISSIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
WORKFLOW = "Relecture avant publication"


@transaction.atomic
def load_editors() -> str:
    """Names, permissions and restrictions that are missing; a group that administrators changed keeps its changes."""
    if Group.objects.filter(name__in=PAGE_PERMISSIONS).count() == len(PAGE_PERMISSIONS):
        return "déjà là"
    for english, french in (("Editors", WRITERS), ("Moderators", PUBLISHERS)):
        Group.objects.filter(name=english).exclude(name=french).update(name=french)
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, codenames in PAGE_PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(access)
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="people", codename__in=FILE_PERMISSIONS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    Workflow.objects.filter(name="Moderators approval").update(name=WORKFLOW)
    Task.objects.filter(name="Moderators approval").update(name=PUBLISHERS)
    if not collection.view_restrictions.exists():
        CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return "groupes, relecture et dossiers privés en place"
