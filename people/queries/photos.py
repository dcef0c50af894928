"""Photos of members: the small square that pages show, and who may see it."""

from wagtail.models import Collection

from people.models import Image, Person, Rendition

SQUARE = "fill-128x128|format-webp"
COLLECTION = "Photos des membres"


def square_of(person: Person) -> Rendition | None:
    """The square made when the photo was taken in; None without photo. Makes nothing."""
    if person.photo_id is None:
        return None
    return Rendition.objects.filter(image=person.photo_id, filter_spec=SQUARE).first()


def library_rendition(path: str, *, with_photos: bool = False) -> Rendition | Image | None:
    """An image of the editorial library by the name of its file; members' photos are not part of it for most."""
    rendition = Rendition.objects.select_related("image__collection").filter(file=path).first()
    image = rendition.image if rendition else Image.objects.select_related("collection").filter(file=path).first()
    if image is None or (image.collection.name == COLLECTION and not with_photos):
        return None
    return rendition or image


def photo_collection() -> Collection:
    """Where members' photos stand, apart from the library that editors choose from."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=COLLECTION).first()
    return found if found is not None else root.add_child(name=COLLECTION)
