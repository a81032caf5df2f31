"""Drawings of sport, camping and the garden."""

OUTDOORS = {
    "bicycle": (
        '<g fill="none" stroke="$ink" stroke-width="10"><circle cx="112" cy="250" r="62"/>'
        '<circle cx="288" cy="250" r="62"/></g><g fill="none" stroke="$metal" stroke-width="2">'
        '<path d="M112 192v116M54 250h116M71 209l82 82M71 291l82-82M288 192v116M230 250h116M247 209l82 '
        '82M247 291l82-82"/></g>'
        '<g fill="none" stroke="$base" stroke-width="12" stroke-linejoin="round" stroke-linecap="round">'
        '<path d="M112 250l46-96 106 0L186 250H112M158 154l28 96M256 126l32 124"/></g>'
        '<path d="M248 122h-26M254 122q30-10 34 14" fill="none" stroke="$dark" stroke-width="9" '
        'stroke-linecap="round"/><path d="M158 154l-8-24" stroke="$dark" stroke-width="8"/>'
        '<path d="M124 126q30-10 52 0l-4 9h-42Z" fill="$ink"/>'
        '<circle cx="186" cy="250" r="16" fill="$accent"/>'
        '<path d="M186 250l18 28h14" stroke="$ink" stroke-width="6" fill="none"/>'
    ),
    "helmet": (
        '<path d="M72 244q-8-132 124-136 130 2 134 128-60 20-128 16t-130-8Z" fill="$body"/>'
        '<path d="M106 204q20-68 84-74l-4 22q-46 8-60 54ZM206 130q58 10 82 68l-24 4q-16-40-60-50ZM150 '
        '206q8-30 34-34v34ZM206 172q30 6 38 32l-38 2Z" fill="$ink" opacity=".75"/>'
        '<path d="M72 244q130 26 258-8l4 18q-134 32-262 8Z" fill="$dark"/>'
        '<path d="M112 262q20 50 76 54 46-6 68-54" fill="none" stroke="$ink" stroke-width="8"/>'
        '<circle cx="188" cy="315" r="9" fill="$accent"/>'
    ),
    "tent": (
        '<path d="M52 312Q120 110 200 110t148 202Z" fill="$body"/>'
        '<path d="M52 312Q120 110 200 110 150 170 132 312Z" fill="$light"/>'
        '<path d="M200 110Q280 110 348 312H268Q250 170 200 110Z" fill="$dark"/>'
        '<path d="M200 148q44 70 50 164h-100q6-94 50-164Z" fill="$ink"/>'
        '<path d="M200 148q-44 70-50 164l24 0q20-60 26-164Z" fill="$accent"/>'
        '<path d="M52 312l-20 6M348 312l20 6" stroke="$ink" stroke-width="5"/>'
        '<path d="M30 318q70-10 340 0Z" fill="#7d9c6f"/>'
    ),
    "sleepingbag": (
        '<path d="M200 74q74 0 84 78l-20 120q-6 46-64 46t-64-46L116 152q10-78 84-78Z" fill="$body"/>'
        '<ellipse cx="200" cy="146" rx="54" ry="50" fill="$dark"/>'
        '<ellipse cx="200" cy="154" rx="42" ry="38" fill="$accent"/>'
        '<rect x="166" y="132" width="68" height="42" rx="19" fill="$paper"/>'
        '<g stroke="$light" stroke-width="5" fill="none">'
        '<path d="M122 204q78 26 156 0M127 234q73 24 146 0M132 264q68 22 136 0M144 292q56 18 112 0"/></g>'
        '<path d="M254 178q-2 64-30 136" stroke="$paper" stroke-width="5" stroke-dasharray="7 4" '
        'fill="none"/>'
    ),
    "headlamp": (
        '<ellipse cx="200" cy="206" rx="118" ry="82" fill="none" stroke="$dark" stroke-width="26"/>'
        '<ellipse cx="200" cy="206" rx="118" ry="82" fill="none" stroke="$light" stroke-width="5" '
        'stroke-dasharray="16 12"/><rect x="140" y="222" width="120" height="90" rx="26" fill="$body"/>'
        '<circle cx="200" cy="268" r="35" fill="$ink"/><circle cx="200" cy="268" r="25" fill="#fff1b8"/>'
        '<circle cx="192" cy="260" r="8" fill="#fff"/>'
        '<rect x="184" y="216" width="32" height="12" rx="5" fill="$accent"/>'
    ),
    "bottle": (
        '<path d="M176 78q24-34 48 0" fill="none" stroke="$ink" stroke-width="9"/>'
        '<rect x="168" y="74" width="64" height="44" rx="10" fill="$ink"/>'
        '<path d="M172 118h56q0 18 16 30 18 14 18 36v110a24 24 0 0 1-24 24h-76a24 24 0 0 1-24-24V184q0-22 '
        '18-36 16-12 16-30Z" fill="$body"/><path d="M138 222h124v34H138Z" fill="$accent" opacity=".85"/>'
        '<path d="M158 184v96" stroke="$light" stroke-width="11" stroke-linecap="round"/>'
        '<rect x="138" y="298" width="124" height="6" fill="$dark" opacity=".6"/>'
    ),
    "mat": (
        '<path d="M104 196H296L344 312H56Z" fill="$base"/><path d="M62 298H338L344 312H56Z" fill="$dark"/>'
        '<path d="M124 222H276M112 252H288" stroke="$light" stroke-width="5" opacity=".7"/>'
        '<rect x="84" y="116" width="232" height="92" rx="44" fill="$body"/>'
        '<ellipse cx="282" cy="162" rx="34" ry="46" fill="$dark"/>'
        '<path d="M282 134a20 28 0 1 0 20 28 14 19 0 0 0-26-14 9 11 0 0 0 6 22" fill="none" stroke="$light" '
        'stroke-width="7" stroke-linecap="round"/>'
        '<path d="M128 116h18v92h-18ZM206 116h18v92h-18Z" fill="$accent"/>'
    ),
    "dumbbell": (
        '<g transform="rotate(-18 200 220)">'
        '<rect x="120" y="208" width="160" height="26" rx="10" fill="$metal"/>'
        '<path d="M160 208v26M176 208v26M192 208v26M208 208v26M224 208v26M240 208v26" stroke="$ink" '
        'stroke-width="3" opacity=".5"/>'
        '<path d="M66 174l22-20h44v134H88l-22-20ZM334 174l-22-20h-44v134h44l22-20Z" fill="$body"/>'
        '<path d="M112 154h20v134h-20ZM268 154h20v134h-20Z" fill="$dark"/>'
        '<circle cx="90" cy="221" r="11" fill="$accent"/><circle cx="310" cy="221" r="11" fill="$accent"/>'
        "</g>"
    ),
    "football": (
        '<circle cx="200" cy="206" r="112" fill="$body"/><g fill="$ink">'
        '<path d="M200 160l44 32-17 52h-54l-17-52Z"/>'
        '<path d="M200 94q32 0 56 14l-24 20h-64l-24-20q24-14 56-14ZM91 180q8-30 26-48l10 30-24 38-14 2q0-12 '
        "2-22ZM309 180q-8-30-26-48l-10 30 24 38 14 2q0-12-2-22ZM130 294q-20-18-30-40h30l22 32-6 20ZM270 "
        '294q20-18 30-40h-30l-22 32 6 20Z"/></g><g stroke="$ink" stroke-width="5">'
        '<path d="M200 160v-32M156 192l-32-14M244 192l32-14M173 244l-22 30M227 244l22 30"/></g>'
        '<path d="M124 150a92 92 0 0 1 40-34" stroke="#fff" stroke-width="9" fill="none" '
        'stroke-linecap="round" opacity=".8"/>'
    ),
    "basketball": (
        '<circle cx="200" cy="206" r="112" fill="$body"/><g fill="none" stroke="$ink" stroke-width="6">'
        '<circle cx="200" cy="206" r="110"/>'
        '<path d="M200 94v224M88 206h224M122 126q64 80 0 160M278 126q-64 80 0 160"/></g>'
        '<path d="M124 150a92 92 0 0 1 40-34" stroke="$light" stroke-width="9" fill="none" '
        'stroke-linecap="round"/>'
    ),
    "plantpot": (
        '<g fill="#6f9a6a">'
        '<path d="M200 200Q120 190 104 108q84 10 96 92ZM200 200q80-10 96-92-84 10-96 92Z"/></g>'
        '<g fill="#86b17d"><path d="M200 206Q146 130 200 58q54 72 0 148Z"/></g>'
        '<path d="M200 200V84" stroke="#557d52" stroke-width="4"/>'
        '<path d="M126 212h148l-20 92a18 18 0 0 1-17 14h-74a18 18 0 0 1-17-14Z" fill="$body"/>'
        '<rect x="112" y="192" width="176" height="36" rx="10" fill="$light"/>'
        '<path d="M130 228h140l-3 14H133Z" fill="$dark" opacity=".5"/>'
    ),
    "hangingplanter": (
        '<path d="M200 34L128 206M200 34l72 172M200 34v150" stroke="$wood" stroke-width="5"/>'
        '<circle cx="200" cy="34" r="9" fill="$metal"/><g fill="#6f9a6a"><circle cx="160" cy="192" r="28"/>'
        '<circle cx="240" cy="192" r="28"/></g><g fill="#86b17d"><circle cx="200" cy="180" r="34"/></g>'
        '<path d="M112 204h176q0 78-88 84-88-6-88-84Z" fill="$body"/>'
        '<path d="M112 204h176v16H112Z" fill="$light"/>'
        '<path d="M132 204q-32 40-14 96M268 204q38 50 16 112M254 206q10 40 4 66" fill="none" '
        'stroke="#6f9a6a" stroke-width="6"/><g fill="#86b17d"><circle cx="118" cy="300" r="9"/>'
        '<circle cx="284" cy="314" r="9"/><circle cx="108" cy="262" r="8"/><circle cx="290" cy="274" r="8"/>'
        "</g>"
    ),
    "wateringcan": (
        '<path d="M154 186q-4-92 62-92t82 104" fill="none" stroke="$dark" stroke-width="15"/>'
        '<path d="M142 278L66 164" stroke="$base" stroke-width="21"/>'
        '<path d="M34 172l58-38 12 18-58 38Z" fill="$dark"/>'
        '<path d="M136 184h150l14 120a12 12 0 0 1-12 14H134a12 12 0 0 1-12-14Z" fill="$body"/>'
        '<ellipse cx="211" cy="184" rx="75" ry="15" fill="$dark"/>'
        '<path d="M152 210l-8 82" stroke="$light" stroke-width="9" stroke-linecap="round"/>'
        '<path d="M130 250h164" stroke="$accent" stroke-width="7"/><g fill="#7fb4d8">'
        '<circle cx="38" cy="212" r="6"/><circle cx="56" cy="236" r="6"/><circle cx="30" cy="252" r="6"/>'
        "</g>"
    ),
    "trowel": (
        '<g transform="rotate(40 200 200)">'
        '<rect x="180" y="46" width="40" height="120" rx="20" fill="$body"/>'
        '<path d="M188 70v62" stroke="$light" stroke-width="6" stroke-linecap="round"/>'
        '<rect x="178" y="142" width="44" height="18" rx="6" fill="$accent"/>'
        '<path d="M193 160h14v48h-14Z" fill="$dark"/>'
        '<path d="M152 206h96v60q-8 60-48 88-40-28-48-88Z" fill="$metal"/>'
        '<path d="M200 216v120" stroke="#fff" stroke-width="7" opacity=".6"/></g>'
    ),
    "bench": (
        '<path d="M92 124v190M308 124v190M78 246h24M298 246h24" stroke="$dark" stroke-width="15" '
        'stroke-linecap="round"/><g fill="$body"><rect x="70" y="126" width="260" height="24" rx="6"/>'
        '<rect x="70" y="160" width="260" height="24" rx="6"/>'
        '<rect x="70" y="194" width="260" height="20" rx="6"/></g>'
        '<path d="M60 236h280l10 22H50Z" fill="$light"/>'
        '<rect x="50" y="258" width="300" height="13" rx="5" fill="$dark"/>'
        '<rect x="232" y="182" width="60" height="56" rx="14" fill="$accent"/>'
    ),
    "lantern": (
        '<path d="M160 108q0-52 40-52t40 52" fill="none" stroke="$ink" stroke-width="8"/>'
        '<circle cx="200" cy="212" r="106" fill="#ffe9a8" opacity=".4"/>'
        '<path d="M136 138l26-34h76l26 34Z" fill="$body"/>'
        '<rect x="142" y="138" width="116" height="150" fill="#fff6d6"/>'
        '<path d="M200 190q24 30 0 52-24-22 0-52Z" fill="#f5b94a"/>'
        '<rect x="182" y="240" width="36" height="46" fill="$paper"/>'
        '<path d="M142 138v150M258 138v150M180 138v150M220 138v150" stroke="$dark" stroke-width="6"/>'
        '<rect x="126" y="286" width="148" height="28" rx="6" fill="$body"/>'
    ),
    "hammock": (
        '<path d="M70 318V92M330 318V92" stroke="$wood" stroke-width="16" stroke-linecap="round"/>'
        '<g fill="#86b17d"><circle cx="66" cy="88" r="42"/><circle cx="334" cy="84" r="46"/>'
        '<circle cx="104" cy="66" r="26"/></g>'
        '<path d="M76 150l30 38M324 150l-30 38" stroke="$ink" stroke-width="5"/>'
        '<path d="M104 184q96 60 192 0-10 96-96 100-86-4-96-100Z" fill="$body"/>'
        '<path d="M116 214q84 52 168 0M130 242q70 36 140 0" stroke="$accent" stroke-width="10" '
        'fill="none"/><path d="M104 184q96 60 192 0" stroke="$dark" stroke-width="7" fill="none"/>'
    ),
    "birdhouse": (
        '<path d="M200 318V290" stroke="$wood" stroke-width="20"/>'
        '<path d="M124 176h152v110a10 10 0 0 1-10 10H134a10 10 0 0 1-10-10Z" fill="$body"/>'
        '<path d="M124 176l76-76 76 76Z" fill="$base"/>'
        '<path d="M96 184L200 84l104 100-15 16-89-86-89 86Z" fill="$dark"/>'
        '<circle cx="200" cy="204" r="27" fill="$ink"/>'
        '<rect x="194" y="246" width="12" height="26" rx="5" fill="$wood"/>'
        '<path d="M252 92q6-26 34-22l12-8v14q2 28-28 30Z" fill="$accent"/>'
        '<circle cx="284" cy="78" r="3" fill="$ink"/>'
    ),
}
