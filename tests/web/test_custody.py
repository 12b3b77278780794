"""Pictures are drawn anew, masked rows covered; originals leave as attachments, and are logged."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from izdeu.accounts.role import Role
from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, ReadDocument, Reading, Value
from izdeu.documents.reading import SetAside as Aside
from izdeu.terms import EntryKind, Event, SourceKind
from izdeu.tracing import actions, ledger, models, queries
from tests.web.conftest import body, link, member, visitor

pytestmark = pytest.mark.django_db
NAME = ((20.0, 20.0), (180.0, 20.0), (180.0, 60.0), (20.0, 60.0))
WOUND = ((200.0, 20.0), (380.0, 20.0), (380.0, 60.0), (200.0, 60.0))
OTHER = ((20.0, 66.0), (380.0, 66.0), (380.0, 100.0), (20.0, 100.0))
#: What is planted beside the pixels, in every place that a camera or a program writes to.
PLANTED = [
    b"Xqzexif",
    b"Xqzxmp",
    b"Xqziptc",
    b"Xqzthumb",
    b"Xqztrailing",
    b"Xqzcomment",
    b"Xqztext",
]


def painted():
    """Red where the name stands, blue where the wound does, green where the next row does."""
    picture = Image.new("RGB", (400, 120), "white")
    for polygon, colour in ((NAME, (255, 0, 0)), (WOUND, (0, 0, 255)), (OTHER, (0, 255, 0))):
        box = (*map(int, polygon[0]), *map(int, polygon[2]))
        picture.paste(Image.new("RGB", (box[2] - box[0], box[3] - box[1]), colour), box)
    return picture


def photo(kind):
    """A picture full of words beside its pixels."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x9286] = "Xqzexif", b"ASCII\0\0\0Xqzthumb"
    if kind == "png":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "Xqztext")
        words.add_itxt("XML:com.adobe.xmp", "Xqzxmp Xqziptc Xqzcomment")
        painted().save(file, "PNG", exif=exif, pnginfo=words)
    else:
        painted().save(file, "JPEG", exif=exif, comment=b"Xqzcomment Xqztext", quality=95,
                       xmp=b"<x:xmpmeta>Xqzxmp Xqziptc</x:xmpmeta>")  # fmt: skip
    return file.getvalue() + b"Xqztrailing"


@pytest.fixture(params=["png", "jpg"])
def taken(request, db, tmp_path):
    return take(tmp_path, photo(request.param), request.param)


def take(folder, content, ending, kind=SourceKind.HOSPITAL):
    """A photographed list of two rows and one that nobody could read, held by intake-1."""
    path = folder / f"list.{ending}"
    path.write_bytes(content)
    source = actions.record_source("Xqzhospital", kind, by="intake-1")
    read = ReadDocument(hashlib.sha256(content).hexdigest(), len(content), "photo", "2022-01-12")
    first = Found(
        FoundMention(Locator(row=1), Value("Өтеген Айтуар", Locator(row=1, polygon=NAME))),
        (FoundClaim(Event.WOUNDED, words="Xqzwound", locators=(Locator(row=1, polygon=WOUND),)),),
    )
    second = Found(
        FoundMention(Locator(row=2), Value("Сәуле Ағатай", Locator(row=2, polygon=OTHER)))
    )
    aside = Aside(Locator(row=3, polygon=OTHER), "row.handwritten")
    reading = Reading(read, iter([first, second, aside]))
    taken = actions.record_document(
        actions.Arrival(path, source, confirmed=True), reading, by="intake-1"
    )
    return taken.document


def row(document, name="Өтеген Айтуар"):
    return models.Mention.objects.get(document=document, name=name).id


def shown(reader, document):
    line = queries.mention(reader, row(document))
    content = queries.picture(reader, line)
    return content, Image.open(io.BytesIO(content)).convert("L")


def shades(picture):
    """Which of the three painted places can be seen; the pieces are in shades of grey."""
    grey = {name: Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
            for name, colour in (("name", (255, 0, 0)), ("wound", (0, 0, 255)),
                                 ("other", (0, 255, 0)))}  # fmt: skip
    counts = picture.histogram()
    return {name for name, shade in grey.items()
            if sum(counts[max(0, shade - 3) : shade + 4]) > 300}  # fmt: skip


def test_no_byte_beside_the_pixels_reaches_a_rendition(taken):
    holder = queries.staff_reader("intake-1", reason="the lawyer asks")
    content, _ = shown(holder, taken)
    kept = b"".join(ledger.parts(models.Document.objects.get(id=taken).entry))
    assert [word for word in PLANTED if word not in kept] == []
    assert [word for word in PLANTED if word in content] == []
    assert content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")
    assert not Image.open(io.BytesIO(content)).info


def test_a_holder_sees_the_row_and_nobody_elses(taken):
    _, picture = shown(queries.staff_reader("intake-1", reason="the lawyer asks"), taken)
    assert shades(picture) == {"name", "wound"}


def test_who_does_not_hold_the_case_sees_the_name_and_the_rest_covered(taken):
    for audience in ("intake-2", "verifier-1"):
        _, picture = shown(queries.staff_reader(audience, reason="curious"), taken)
        assert shades(picture) == {"name"}


def test_a_row_of_a_hospital_that_nobody_read_is_seen_by_who_holds_the_list(taken):
    aside = models.SetAside.objects.get().id
    assert queries.aside_picture(queries.staff_reader("intake-1"), aside)
    with pytest.raises(queries.NotFound):
        queries.aside_picture(queries.staff_reader("verifier-1", reason="curious"), aside)
    with pytest.raises(queries.NotFound):
        queries.copying(queries.staff_reader("verifier-1"), aside)
    assert queries.next_copying(queries.staff_reader("verifier-1"), taken).task is None


def test_the_page_of_a_withheld_row_shows_the_covered_picture(taken):
    client = visitor(Role.VERIFIER)
    found = client.post("/desk/search/", {"who": "Өтеген Айтуар"})
    person = body(client.get(link(found, r"/desk/person/[\w-]{22}/")))
    assert "Xqzwound" not in person and "Xqzhospital" not in person


def custody_of(client):
    listed = client.get("/desk/documents/")
    return link(client.get(link(listed, r"/desk/documents/[\w-]{22}/")), r"[\w/-]+/custody/")


def test_an_original_leaves_as_an_attachment_for_a_holder_with_a_reason(taken):
    client = visitor(Role.INTAKE)
    path = custody_of(client)
    assert "taken in" in body(client.get(path))
    assert client.post(path, {"why": ""}).status_code == 422
    given = client.post(path, {"why": "the lawyer asks", "passed_to": "lawyer-1"})
    digest = models.Document.objects.get(id=taken).digest
    assert hashlib.sha256(given.content).hexdigest() == digest
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Content-Disposition"].startswith(f'attachment; filename="{digest[:12]}')
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "lawyer-1" in body(client.get(path)) and "passed on" in body(client.get(path))
    act = models.Act.objects.get(kind=EntryKind.CUSTODY)
    assert (act.about, act.maker, act.content["digest"]) == (taken, "intake-1", digest)


def test_who_does_not_hold_a_document_reads_its_story_without_reasons_and_opens_nothing(taken):
    holder = queries.staff_reader("intake-1", reason="Xqzreason")
    actions.open_original(holder, taken)
    client = visitor(Role.VERIFIER)
    path = custody_of(client)
    page = body(client.get(path))
    assert "intake-1" in page and "Xqzreason" not in page
    refused = client.post(path, {"why": "curious"})
    assert refused.status_code == 403
    assert models.Act.objects.filter(kind=EntryKind.CUSTODY).count() == 1


def test_an_original_whose_bytes_were_touched_is_not_given_and_raises_an_alarm(taken, monkeypatch):
    member(Role.INTAKE)
    monkeypatch.setattr("izdeu.tracing.ledger.parts", lambda _: (b"other bytes",))
    client = visitor(Role.INTAKE)
    refused = client.post(custody_of(client), {"why": "the lawyer asks"})
    assert refused.status_code == 409 and b"other bytes" not in refused.content
    assert "bytes were touched" in body(visitor(Role.COORDINATOR).get("/desk/"))


def bomb():
    """A small file that would unpack to more pixels than any camera takes."""
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    return file.getvalue()


def test_a_picture_that_would_unpack_without_end_is_refused_and_kept(event):
    told = {"source": "Volunteers", "kind": "volunteers", "published": "2022-01-12"}
    content = bomb()
    assert len(content) < 1 << 20
    file = SimpleUploadedFile("list.png", content)
    answer = visitor(Role.INTAKE).post("/desk/documents/", {**told, "file": file})
    assert answer.status_code == 200 and "could not be read" in body(answer)


def test_a_bomb_among_originals_gives_no_picture(tmp_path):
    document = take(tmp_path, bomb(), "png", kind=SourceKind.POLICE)
    reader = queries.staff_reader("intake-1", reason="to look")
    client = visitor(Role.INTAKE)
    from izdeu.documents import UnreadableDocument

    with pytest.raises(UnreadableDocument):
        queries.picture(reader, queries.mention(reader, row(document)))
    assert client.get("/desk/").status_code == 200
