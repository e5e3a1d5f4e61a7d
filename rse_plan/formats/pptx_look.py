"""What a deck of ours looks like: its theme, its master with two layouts, its notes, as PresentationML.

Every look is a theme colour, a theme font or a style of the master, so that who changes one changes all.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from rse_plan.documents.words import Words

INK, PAPER, QUIET, SOFT = "1B2428", "FFFFFF", "526066", "F1F5F6"
ACCENT, ACCENT_SOFT, MIDDLE, LINE, WARN = "0B5765", "CFE3E6", "3B8794", "C3CDD1", "9A3412"
"""The colours of the HTML pages, and one between accent and paper; what is written in one stands out from
what it stands on (tested)."""
FONT = "Arial"
"""There, or with a twin of the same widths, on every system: lines break at the same places."""
TITLE, FOOTER, NUMBER, EYEBROW = "title", "ftr", "sldNum", "body"
EYEBROW_INDEX, FOOTER_INDEX, NUMBER_INDEX = 13, 11, 12
_EMU = 12700
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_ROOT = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
Place = tuple[float, float, float, float]
"""Left, top, width, height in points."""
TITLE_PLACE: Place = (48, 34, 864, 62)
OPENING_TITLE: Place = (48, 50, 864, 88)
EYEBROW_PLACE: Place = (48, 26, 864, 22)
BAND: Place = (0, 0, 960, 148)
FOOTER_PLACE: Place = (48, 510, 780, 18)
NUMBER_PLACE: Place = (832, 510, 80, 18)
BODY_PLACE: Place = (48, 118, 864, 352)


def emu(points: float) -> int:
    """Points in the unit of the format."""
    return round(points * _EMU)


def theme(words: Words) -> str:
    """Colours and typeface; effects there are none."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    edges = "".join(
        f'<a:ln w="{width}" cap="flat">{fill}<a:prstDash val="solid"/></a:ln>'
        for width in (6350, 12700, 19050)
    )
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f"<a:theme {_NAMESPACES} name={quoteattr(words.say('Brief'))}><a:themeElements>"
        f'<a:clrScheme name="rse-plan">{_colours()}</a:clrScheme>'
        f'<a:fontScheme name="rse-plan"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="rse-plan"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{edges}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _colours() -> str:
    named = {
        "dk1": INK, "lt1": PAPER, "dk2": QUIET, "lt2": SOFT, "accent1": ACCENT, "accent2": MIDDLE,
        "accent3": ACCENT_SOFT, "accent4": LINE, "accent5": WARN, "accent6": QUIET, "hlink": ACCENT,
        "folHlink": QUIET,
    }  # fmt: skip
    return "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in named.items())


def master(words: Words, relations: tuple[tuple[int, str], ...]) -> str:
    """The master; `relations` are the layouts, each with its number and the name of its relation."""
    shapes = (
        _shape(
            2, words.say("Title"), '<p:ph type="title"/>', TITLE_PLACE, words.say("Title"), words, anchor="t"
        ),
        _shape(3, words.say("Text"), '<p:ph type="body" idx="1"/>', BODY_PLACE, words.say("Text"), words),
        _footer(4, words, whole=True),
        _number(5, words, whole=True),
    )
    layouts = "".join(f'<p:sldLayoutId id="{number}" r:id="{relation}"/>' for number, relation in relations)
    return (
        f'<p:sldMaster {_NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{_ROOT}{_rule(6)}{''.join(shapes)}</p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
        ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>{_styles(words)}</p:sldMaster>"
    )


def _styles(words: Words) -> str:
    def level(number: int, size: int, left: int, bullet: str, bold: str = "") -> str:
        colour = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        faces = "".join(
            f'<a:{kind} typeface="+{{}}-{code}"/>'
            for kind, code in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
        )
        indent = f' indent="{-emu(14)}"' if left else ""
        return (
            f'<a:lvl{number}pPr marL="{emu(left)}"{indent} algn="l">{bullet}'
            f'<a:defRPr lang="{words.tag}" sz="{size * 100}"{bold} kern="1200">{colour}{faces}</a:defRPr></a:lvl{number}pPr>'
        )

    dot = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    title = level(1, 24, 0, "<a:buNone/>", ' b="1"').format("mj", "mj", "mj")
    body = level(1, 16, 14, dot) + level(2, 14, 28, dot)
    other = level(1, 14, 0, "")
    return (
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body.format(*['mn'] * 6)}</p:bodyStyle>"
        f"<p:otherStyle>{other.format('mn', 'mn', 'mn')}</p:otherStyle></p:txStyles>"
    )


def opening_layout(words: Words) -> str:
    """The first slide: its title in white on a band."""
    white = (
        '<a:lstStyle><a:lvl1pPr><a:defRPr sz="2800" b="1"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr></a:lstStyle>"
    )
    soft = (
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="1400" b="0"><a:solidFill>'
        '<a:schemeClr val="accent3"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    eyebrow = f'<p:ph type="body" sz="quarter" idx="{EYEBROW_INDEX}"/>'
    shapes = (
        _band(2),
        _shape(
            3,
            words.say("Title"),
            '<p:ph type="title"/>',
            OPENING_TITLE,
            words.say("Title"),
            words,
            white,
            "ctr",
        ),
        _shape(4, words.say("Document"), eyebrow, EYEBROW_PLACE, words.say("Document"), words, soft, "ctr"),
        _footer(5, words),
        _number(6, words),
    )
    return _layout(words.say("Decision"), "".join(shapes), 'showMasterSp="0" userDrawn="1"')


def plain_layout(words: Words) -> str:
    """Every other slide: a title, and room."""
    shapes = (
        _shape(2, words.say("Title"), '<p:ph type="title"/>', None, words.say("Title"), words),
        _footer(3, words),
        _number(4, words),
    )
    return _layout(words.say("Title and room"), "".join(shapes), 'type="titleOnly"')


def _layout(name: str, shapes: str, attributes: str) -> str:
    return (
        f'<p:sldLayout {_NAMESPACES} preserve="1" {attributes}><p:cSld name={quoteattr(name)}><p:spTree>{_ROOT}'
        f"{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def notes_master(words: Words) -> str:
    """The page of notes: the slide, and what is said with it."""
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name={name}/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr></p:sp>'
    ).format(name=quoteattr(words.say("Slide")), place=_place((54, 54, 432, 243)))
    said = _shape(
        3,
        words.say("Notes"),
        '<p:ph type="body" sz="quarter" idx="3"/>',
        (54, 320, 432, 350),
        words.say("Notes"),
        words,
    )
    style = (
        f'<p:notesStyle><a:lvl1pPr marL="0" algn="l"><a:defRPr lang="{words.tag}" sz="1200"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:notesStyle>'
    )
    return (
        f'<p:notesMaster {_NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{_ROOT}{picture}{said}</p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
        f' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>{style}</p:notesMaster>'
    )


# --- shapes ---


def placeholder(number: int, name: str, kind: str, index: int, content: str) -> str:
    """A place of a slide that its layout has: footer or number."""
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>"
    )


def page_number(words: Words, number: int | str) -> str:
    """The number of a slide, kept up by the program."""
    return (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="{words.tag}"/><a:t>{number}</a:t></a:fld>'
    )


def _shape(
    number: int,
    name: str,
    kind: str,
    place: Place | None,
    text: str,
    words: Words,
    styles: str = "<a:lstStyle/>",
    anchor: str = "t",
) -> str:
    body = f'<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
    content = f'<a:r><a:rPr lang="{words.tag}"/><a:t>{_text(text)}</a:t></a:r>'
    return _sp(number, name, kind, place, body if place else "<a:bodyPr/>", styles, content)


def _sp(number: int, name: str, kind: str, place: Place | None, body: str, styles: str, content: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr>{_place(place) if place else ''}</p:spPr>"
        f"<p:txBody>{body}{styles}<a:p>{content}</a:p></p:txBody></p:sp>"
    )


def _small(align: str) -> str:
    return (
        f'<a:lstStyle><a:lvl1pPr algn="{align}"><a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr></a:lstStyle>"
    )


_FLAT = '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'


def _footer(number: int, words: Words, *, whole: bool = False) -> str:
    kind = f'<p:ph type="ftr" sz="quarter" idx="{3 if whole else FOOTER_INDEX}"/>'
    end = f'<a:endParaRPr lang="{words.tag}"/>'
    return _sp(number, words.say("Footer"), kind, FOOTER_PLACE, _FLAT, _small("l"), end)


def _number(number: int, words: Words, *, whole: bool = False) -> str:
    kind = f'<p:ph type="sldNum" sz="quarter" idx="{4 if whole else NUMBER_INDEX}"/>'
    return _sp(number, words.say("Number"), kind, NUMBER_PLACE, _FLAT, _small("r"), page_number(words, "‹#›"))


def _band(number: int) -> str:
    return _rectangle(number, BAND)


def _rule(number: int) -> str:
    """A short bar above the title."""
    return _rectangle(number, (48, 22, 56, 4))


def _rectangle(number: int, place: Place) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="–"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{_place(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/>'
        "</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _place(place: Place) -> str:
    left, top, width, height = map(emu, place)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
