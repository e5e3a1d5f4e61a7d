"""What a deck of ours looks like: its theme, its master with two layouts, its notes, as PresentationML.

Every look is a theme colour, a theme font or a style of the master, so that who changes one changes all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from rse_plan.documents.words import Words

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "dk1": "1B2428",
        "lt1": "FFFFFF",
        "dk2": "526066",
        "lt2": "F1F5F6",
        "accent1": "0B5765",
        "accent2": "3B8794",
        "accent3": "CFE3E6",
        "accent4": "C3CDD1",
        "accent5": "9A3412",
        "accent6": "526066",
        "hlink": "0B5765",
        "folHlink": "526066",
    }
)
"""The colours of the HTML pages by their places in a theme: ink, paper, quiet words, soft ground, accent; one
between accent and paper; soft accent, lines, a warning. What is written stands out from its ground
(tested)."""
FONT = "Arial"
"""There, or with a twin of the same widths, on every system: lines break at the same places."""
FOOTER, NUMBER = "ftr", "sldNum"
EYEBROW_INDEX, FOOTER_INDEX, NUMBER_INDEX = 13, 11, 12
_EMU = 12700
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_ROOT = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
    ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_PAPER = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
_BODY = (
    '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
)
_FLAT = '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
Place = tuple[float, float, float, float]
"""Left, top, width, height in points."""
TITLE_PLACE: Place = (48, 34, 864, 62)
OPENING_TITLE: Place = (48, 50, 864, 88)
EYEBROW_PLACE: Place = (48, 26, 864, 22)
BAND: Place = (0, 0, 960, 148)
FOOTER_PLACE: Place = (48, 510, 780, 18)
NUMBER_PLACE: Place = (832, 510, 80, 18)
BODY_PLACE: Place = (48, 118, 864, 352)


PROPERTIES = f"<p:presentationPr {_NAMESPACES}/>"
VIEW = f'<p:viewPr {_NAMESPACES}><p:gridSpacing cx="72008" cy="72008"/></p:viewPr>'
"""What PowerPoint wants to find of the deck and of its window: nothing of anybody's."""


def emu(points: float) -> int:
    """Points in the unit of the format."""
    return round(points * _EMU)


def theme(words: Words) -> str:
    """Colours and typeface; effects there are none."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    edge = f'<a:ln w="{{}}" cap="flat">{fill}<a:prstDash val="solid"/></a:ln>'
    edges = "".join(edge.format(width) for width in (6350, 12700, 19050))
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f"<a:theme {_NAMESPACES} name={quoteattr(words.say('Decision note'))}><a:themeElements>"
        f'<a:clrScheme name="rse-plan">{_colours()}</a:clrScheme>'
        f'<a:fontScheme name="rse-plan"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="rse-plan"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{edges}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _colours() -> str:
    return "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items())


def master(words: Words, relations: tuple[tuple[int, str], ...]) -> str:
    """The master; `relations` are the layouts, each with its number and the name of its relation."""
    shapes = (
        _rectangle(6, (48, 22, 56, 4)),
        _titled(2, words, TITLE_PLACE, _BODY.format(anchor="t")),
        _Place(3, words.say("Text"), '<p:ph type="body" idx="1"/>', BODY_PLACE).holding(
            words.say("Text"), words
        ),
        _footer(4, words, 3),
        _number(5, words, 4),
    )
    layouts = "".join(f'<p:sldLayoutId id="{number}" r:id="{relation}"/>' for number, relation in relations)
    return (
        f"<p:sldMaster {_NAMESPACES}><p:cSld>{_PAPER}<p:spTree>{_ROOT}{''.join(shapes)}</p:spTree></p:cSld>"
        f"{_MAP}<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>{_styles(words)}</p:sldMaster>"
    )


def _styles(words: Words) -> str:
    """What titles, lists and other words look like."""
    title, other = _level(words, 1, 24, "mj"), _level(words, 1, 14, "mn")
    body = _level(words, 1, 16, "mn", left=14) + _level(words, 2, 14, "mn", left=28)
    return (
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _level(words: Words, number: int, size: int, font: str, *, left: int = 0) -> str:
    """Words of a level; those of titles (font mj) are bold, those with room on the left have a point."""
    kinds = (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
    faces = "".join(f'<a:{kind} typeface="+{font}-{code}"/>' for kind, code in kinds)
    point = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if left else "<a:buNone/>"
    indent = -emu(14) if left else 0
    return (
        f'<a:lvl{number}pPr marL="{emu(left)}" indent="{indent}" algn="l">{point}'
        f'<a:defRPr lang="{words.tag}" sz="{size * 100}" b="{int(font == "mj")}" kern="1200">'
        f"{_filled('tx1')}{faces}</a:defRPr></a:lvl{number}pPr>"
    )


def opening_layout(words: Words) -> str:
    """The first slide: its title in white on a band."""
    eyebrow = _Place(
        4,
        words.say("Document"),
        f'<p:ph type="body" sz="quarter" idx="{EYEBROW_INDEX}"/>',
        EYEBROW_PLACE,
        _FLAT,
        styles=_style(14, "accent3", 'marL="0" indent="0"', "<a:buNone/>"),
    )
    shapes = (
        _rectangle(2, BAND),
        _titled(3, words, OPENING_TITLE, _BODY.format(anchor="ctr"), _style(28, "bg1", bold=True)),
        eyebrow.holding(words.say("Document"), words),
        _footer(5, words, FOOTER_INDEX),
        _number(6, words, NUMBER_INDEX),
    )
    return _layout(words.say("Decision"), "".join(shapes), 'showMasterSp="0" userDrawn="1"')


def plain_layout(words: Words) -> str:
    """Every other slide: a title, and room."""
    shapes = (
        _titled(2, words, None),
        _footer(3, words, FOOTER_INDEX),
        _number(4, words, NUMBER_INDEX),
    )
    return _layout(words.say("Title and room"), "".join(shapes), 'type="titleOnly"')


def _layout(name: str, shapes: str, attributes: str) -> str:
    return (
        f'<p:sldLayout {_NAMESPACES} preserve="1" {attributes}><p:cSld name={quoteattr(name)}>'
        f"<p:spTree>{_ROOT}"
        f"{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def notes_master(words: Words) -> str:
    """The page of notes: the slide, and what is said with it."""
    picture = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name={quoteattr(words.say("Slide"))}/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_placed((54, 54, 432, 243))}</p:spPr></p:sp>"
    )
    kind, place = '<p:ph type="body" sz="quarter" idx="3"/>', (54.0, 320.0, 432.0, 350.0)
    said = _Place(3, words.say("Notes"), kind, place).holding(words.say("Notes"), words)
    return (
        f"<p:notesMaster {_NAMESPACES}><p:cSld>{_PAPER}<p:spTree>{_ROOT}{picture}{said}</p:spTree></p:cSld>"
        f"{_MAP}<p:notesStyle>{_level(words, 1, 12, 'mn')}</p:notesStyle></p:notesMaster>"
    )


# --- shapes ---


def placeholder(number: int, name: str, kind: str, index: int, content: str) -> str:
    """A place of a slide that its layout has: footer or number."""
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>"
    )


def small_run(text: str, words: Words) -> str:
    """The words of a footer, said in full: not every program looks into the layout for their look."""
    look = f'{_filled("tx2")}<a:latin typeface="+mn-lt"/>'
    run = f'<a:r><a:rPr lang="{words.tag}" sz="1200">{look}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
    return f'<a:pPr algn="l"/>{run}'


def page_number(words: Words, number: int | str) -> str:
    """The number of a slide, kept up by the program."""
    return f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr lang="{words.tag}"/><a:t>{number}</a:t></a:fld>'


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of a master or a layout."""

    number: int
    name: str
    kind: str
    place: Place | None
    body: str = "<a:bodyPr/>"
    styles: str = "<a:lstStyle/>"

    def holding(self, text: str, words: Words) -> str:
        """With words that say what belongs there."""
        return self.xml(f'<a:r><a:rPr lang="{words.tag}"/><a:t>{escape(text)}</a:t></a:r>')

    def xml(self, content: str) -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.number}" name={quoteattr(self.name)}/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{self.kind}</p:nvPr></p:nvSpPr><p:spPr>'
            f"{_placed(self.place) if self.place else ''}</p:spPr>"
            f"<p:txBody>{self.body}{self.styles}<a:p>{content}</a:p></p:txBody></p:sp>"
        )


def _titled(
    number: int, words: Words, place: Place | None, body: str = "<a:bodyPr/>", styles: str = "<a:lstStyle/>"
) -> str:
    name = words.say("Title")
    return _Place(number, name, '<p:ph type="title"/>', place, body, styles).holding(name, words)


def _style(size: int, colour: str, attributes: str = "", bullet: str = "", *, bold: bool = False) -> str:
    return (
        f"<a:lstStyle><a:lvl1pPr {attributes}>{bullet}"
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}">{_filled(colour)}</a:defRPr></a:lvl1pPr></a:lstStyle>'
    )


def _footer(number: int, words: Words, index: int) -> str:
    kind = f'<p:ph type="ftr" sz="quarter" idx="{index}"/>'
    place = _Place(number, words.say("Footer"), kind, FOOTER_PLACE, _FLAT, _style(12, "tx2", 'algn="l"'))
    return place.xml(f'<a:endParaRPr lang="{words.tag}"/>')


def _number(number: int, words: Words, index: int) -> str:
    kind = f'<p:ph type="sldNum" sz="quarter" idx="{index}"/>'
    place = _Place(number, words.say("Number"), kind, NUMBER_PLACE, _FLAT, _style(12, "tx2", 'algn="r"'))
    return place.xml(page_number(words, "‹#›"))


def _rectangle(number: int, place: Place) -> str:
    """A ground or a rule, which says nothing."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="–"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_placed(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_filled("accent1")}'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _placed(place: Place) -> str:
    left, top, width, height = map(emu, place)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _filled(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
