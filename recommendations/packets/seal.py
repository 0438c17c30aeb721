"""What binds a packet: the hashes printed in it, its source attached, its identity in the file's metadata."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from django.utils.translation import gettext_noop as _
from pikepdf import AttachedFileSpec, Name

from recommendations.packets.attached import Attached
from recommendations.packets.contents import Contents, Text
from recommendations.packets.serialise import canonical
from recommendations.packets.words import named, say

PARTS = {
    "purpose": _("Purpose"),
    "actions": _("Action requested"),
    "summary": _("Executive summary"),
    "background": _("Background"),
    "recommendations": _("Recommendation %(number)s"),
    "advices": _("Advice of industry"),
    "no_advice": _("Why no advice of industry was requested"),
    "consultations": _("Consultation and positions, text %(number)s"),
    "matrices": _("Comment matrix, text %(number)s"),
    "tables": _("Account of the period"),
    "way_ahead": _("Way ahead"),
    "steps": _("Steps of the way ahead"),
    "history": _("References and document history"),
}
LISTS = ("recommendations", "consultations", "matrices")
SOURCE = "contents.json"


@dataclass(frozen=True)
class Part:
    """A part of the packet. `member` is its path in the attached source; `sha256` of its canonical JSON."""

    member: str
    title: Text
    sha256: str

    @property
    def rows(self) -> tuple[str, str]:
        """The hash in two lines of four groups, as it is printed."""
        groups = [self.sha256[i : i + 8] for i in range(0, 64, 8)]
        return " ".join(groups[:4]), " ".join(groups[4:])


def digest(contents: Any) -> str:
    """SHA-256, in hex, of everything the packet says."""
    return sha256(canonical(contents)).hexdigest()


def parts(contents: Contents) -> list[Part]:
    """Every part with content; what belongs to none of them is the cover's, member "" of the source."""
    listed = []
    for name, title in PARTS.items():
        value = getattr(contents, name)
        if name in LISTS:
            listed += [_part(f"{name}/{i}", _titled(name, title, item, i + 1), item) for i, item in enumerate(value)]
        elif value:
            listed.append(_part(name, say(title), value))
    rest = {field.name: getattr(contents, field.name) for field in fields(contents) if field.name not in PARTS}
    return [_part("", say(_("Cover note and particulars")), rest), *listed]


def _titled(name: str, title: str, item: Any, number: int) -> Text:
    return named(item.kind, number) if name == "recommendations" else say(title, number=str(number))


def _part(member: str, title: Text, value: Any) -> Part:
    return Part(member, title, sha256(canonical(value)).hexdigest())


def seal(drawn: Path, target: Path, contents: Any, attached: Iterable[Attached] = ()) -> None:
    """Attach the source and other files, write the packet's identity into the metadata. Same input, same bytes.

    The metadata claims PDF/UA-1, which the tag tree fulfils and the renderer does not say, and carries the
    reference, the SHA-256 of the contents and the journal's head, each with the schema PDF/A asks for.
    """
    instant = contents.frozen_at.strftime("D:%Y%m%d%H%M%SZ")
    with pikepdf.open(drawn) as pdf:
        told = "What this packet says, as JSON / Teneur du présent dossier, en JSON"
        _attach(pdf, SOURCE, canonical(contents), "application/json", instant, Name.Source, told)
        for file in attached:
            _attach(pdf, file.name, file.path.read_bytes(), file.media_type, instant, Name.Supplement, file.name)
        pdf.Root.AF = pikepdf.Array([pdf.attachments[name].obj for name in sorted(pdf.attachments)])
        metadata = pdf.Root.Metadata
        xmp = metadata.read_bytes().replace(b"</rdf:RDF>", _xmp(contents).encode() + b"</rdf:RDF>", 1)
        metadata.write(xmp)
        pdf.save(target, static_id=False, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _attach(
    pdf: pikepdf.Pdf, name: str, content: bytes, media_type: str, instant: str, relationship: Name, description: str
) -> None:
    pdf.attachments[name] = AttachedFileSpec(
        pdf,
        content,
        description=description,
        filename=name,
        mime_type=media_type,
        creation_date=instant,
        mod_date=instant,
        relationship=relationship,  # type: ignore[call-arg] # missing in the stub
    )


OWN = "urn:x-dipb:packet#"
UA = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/"


def _xmp(contents: Any) -> str:
    own = {"reference": contents.reference, "contents": digest(contents), "journal": contents.chain.sha256}
    said = "".join(f"<dipb:{name}>{escape(value)}</dipb:{name}>" for name, value in own.items())
    schemas = _schema("PDF/UA", UA, "pdfuaid", ["part"], "Integer", "internal")
    schemas += _schema("DIPB packet", OWN, "dipb", list(own), "Text", "external")
    return (
        f'<rdf:Description rdf:about="" xmlns:pdfuaid="{UA}" pdfuaid:part="1"/>'
        f'<rdf:Description rdf:about="" xmlns:dipb="{OWN}">{said}</rdf:Description>'
        f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{EXTENSION}extension/" '
        f'xmlns:pdfaSchema="{EXTENSION}schema#" xmlns:pdfaProperty="{EXTENSION}property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def _schema(name: str, namespace: str, prefix: str, properties: list[str], kind: str, category: str) -> str:
    listed = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{item}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{name}: {item}</pdfaProperty:description></rdf:li>"
        for item in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{name}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{listed}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
