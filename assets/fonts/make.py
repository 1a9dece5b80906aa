#!/usr/bin/env python3
"""Makes the font subsets in this folder.

Needs fonttools (4.68) and two Debian packages' files, given as arguments:

    make.py /usr/share/fonts/opentype/inter /usr/share/fonts/opentype/noto

* fonts-inter 3.19+                    Inter-{Regular,Medium,SemiBold}.otf
* fonts-noto-cjk, fonts-noto-cjk-extra NotoSansCJK-{Regular,Medium}.ttc (the SC face)

What it changes, and why:

* Inter's tabular figures (`tnum`) become the default digits: egui hands no OpenType
  features to its shaper, and columns of figures must line up.
* Contextual alternates go: they turn `->` and `2x` into other signs.
* “ ” ‘ ’ … — leave Inter, so that Chinese text gets the full-width forms.
* Both families get the same ascent (1 em) and descent (1/4 em). egui centres mixed faces
  by height and then rounds each to a pixel; with equal metrics Latin and Chinese share one
  baseline at every size and scale, and capitals sit in the middle of a control.

Running it twice gives the same bytes.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
SC_FACE = 2  # index of "Noto Sans CJK SC" in the collection
WIDE = set("“”‘’…—")
# Signs the interface uses, taken from Inter where it has them, else from Noto.
SIGNS = set("▲▼△▽▸▾●○■□◆◇⬢⬡★☆→←↑↓↗↘✓✕✗⚠·•×÷−±≈≠≤≥√∞∑∆‰¥€£₩฿₫₱₽№™°′″†‡§¶©®‹›«»⌘⌥⇧⏎")
# Characters of names and of sales talk that GB2312 lacks.
EXTRA = set(
    "喆堃昇玥珺祎翀赟彧旸暐骅珅琤烜镕瑀堉璟禛澍曌昶囍嘞啰咗嗞氹囧犇羴鱻猋骉槑烎兲嫑巭奣昗"
    "甯沄洺浥淏湉滢漪潆灏炘焱煊熠燚珏珑珩琀琋瑢瑷璇璐瓛畯皞睿祺禕稷筱篪粲翊翎芃芮苒茗荻莜菡萸葳蔺薇薏蘅诩谧豫贇轩辂郗郦鄢钰铖铠锜锴镒闫闳阆隽雯霁靓靳韫颉颢飏馥骁骐骞鸢麒黛"
    "鲶鳕鲅鳎鲷鲣鲳魷鱿蚬蛏蛤蚝鲍螯虾蟹芝麻桃仁榛杏坚果麻花焗焖煲煨煸燎烫炝熘馔馕馅饦馓糌糍粿籼粳"
    "呗咚啵嘭哒哔咩咻嘎嗷唷嗨啱靚嗲冇乜嘢咁喺攞搵掂"
)


def gb2312() -> set[str]:
    chars = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                chars.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return chars


def latin() -> set[str]:
    chars = {chr(c) for c in range(0x20, 0x7F)}
    chars |= {chr(c) for c in range(0xA0, 0x180)}
    chars |= set("ƠơƯưȘșȚțΑΒΓΔΕΘΛΜΠΣΦΩαβγδεθκλμπρστφχωẞ‐‑–‚„⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃\u2009\u200a\u202f\u2007")
    return chars | SIGNS


def same_metrics(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    up, down = em, em // 4
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = up, -down, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, -down, 0
    os2.usWinAscent, os2.usWinDescent = up, down


def freeze_tabular(font: TTFont) -> None:
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swap = {}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            swap.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            if code in table.cmap:
                table.cmap[code] = swap.get(table.cmap[code], table.cmap[code])
    # Interpolated weights are off by a unit or two: make them equal in earnest.
    metrics, cmap = font["hmtx"].metrics, font.getBestCmap()
    width = metrics[cmap[ord("0")]][0]
    for code in range(ord("0"), ord("9") + 1):
        metrics[cmap[code]] = (width, metrics[cmap[code]][1])


def cut(font: TTFont, chars: set[str], name: str, features: list[str]) -> None:
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "STAT", "BASE", "meta"]
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(ord(c) for c in chars))
    cutter.subset(font)
    same_metrics(font)
    path = HERE / f"{name}.otf"
    font.save(path, reorderTables=True)
    print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1024:.0f} KiB")


def main(inter: Path, noto: Path) -> None:
    in_inter: set[str] = set()
    for weight in ("Regular", "Medium", "SemiBold"):
        font = TTFont(inter / f"Inter-{weight}.otf", recalcTimestamp=False)
        freeze_tabular(font)
        chars = {c for c in latin() - WIDE if ord(c) in font.getBestCmap()}
        in_inter |= chars
        cut(font, chars, f"Inter-{weight}", ["kern", "ccmp", "mark", "mkmk"])
    chars = gb2312() | WIDE | SIGNS | EXTRA
    chars |= {chr(c) for c in range(0x3000, 0x3040)} | {chr(c) for c in range(0xFF00, 0xFFF0)}
    chars |= {chr(c) for c in range(0x2460, 0x2474)}
    chars -= in_inter
    for weight in ("Regular", "Medium"):
        font = TTCollection(noto / f"NotoSansCJK-{weight}.ttc").fonts[SC_FACE]
        font.recalcTimestamp = False
        known = {c for c in chars if ord(c) in font.getBestCmap()}
        cut(font, known, f"NotoSansSC-{weight}", [])
    missing = sorted(SIGNS - known - in_inter)
    print("in neither family:", "".join(missing) or "nothing")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
