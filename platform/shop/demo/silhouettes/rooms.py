"""Drawings of furniture, light and decoration."""

ROOMS = {
    "armchair": (
        '<g stroke="$wood" stroke-width="11" stroke-linecap="round">'
        '<path d="M128 288l-10 28M272 288l10 28"/></g>'
        '<path d="M122 230V136a38 38 0 0 1 38-38h80a38 38 0 0 1 38 38v94Z" fill="$body"/>'
        '<rect x="118" y="216" width="164" height="56" rx="20" fill="$light"/>'
        '<path d="M84 210a24 24 0 0 1 48 0v50h136v-50a24 24 0 0 1 48 0v64a22 22 0 0 1-22 22H106a22 22 0 0 '
        '1-22-22Z" fill="$dark"/><rect x="164" y="156" width="72" height="62" rx="14" fill="$accent"/>'
    ),
    "chair": (
        '<g stroke="$dark" stroke-width="12" stroke-linecap="round">'
        '<path d="M150 232l-14 82M250 232l14 82"/></g>'
        '<g stroke="$base" stroke-width="11" stroke-linecap="round"><path d="M146 226V108M254 226V108"/></g>'
        '<path d="M138 102q62-26 124 0v34q-62-22-124 0Z" fill="$body"/>'
        '<path d="M142 160q58-18 116 0v16q-58-18-116 0Z" fill="$body"/>'
        '<path d="M128 222q72-20 144 0l8 22q-80 14-160 0Z" fill="$light"/>'
        '<path d="M120 244q80 14 160 0v8q-80 14-160 0Z" fill="$dark"/>'
        '<path d="M144 286h112" stroke="$dark" stroke-width="7"/>'
    ),
    "table": (
        '<g stroke="$dark" stroke-width="12" stroke-linecap="round">'
        '<path d="M132 206l-22 110M268 206l22 110M200 210v96"/></g>'
        '<ellipse cx="200" cy="206" rx="118" ry="30" fill="$dark"/>'
        '<ellipse cx="200" cy="196" rx="118" ry="30" fill="$body"/>'
        '<path d="M148 128h44v52a14 14 0 0 1-14 14h-16a14 14 0 0 1-14-14Z" fill="$paper"/>'
        '<path d="M170 128q-30-30-10-58q18 26 10 58q4-34 34-44q0 32-34 44" fill="#6f9a6a"/>'
        '<rect x="222" y="186" width="58" height="11" rx="3" fill="$accent"/>'
    ),
    "bookcase": (
        '<rect x="112" y="84" width="176" height="234" rx="6" fill="$body"/><g fill="$dark">'
        '<rect x="124" y="96" width="152" height="62"/><rect x="124" y="170" width="152" height="62"/>'
        '<rect x="124" y="244" width="152" height="62"/></g><g fill="$accent">'
        '<path d="M130 110h14v48h-14ZM164 104h12v54h-12ZM186 184h16v48h-16ZM232 260h14v46h-14Z"/></g>'
        '<g fill="$paper"><path d="M146 104h16v54h-16ZM132 188h18v44h-18ZM250 254h16v52h-16Z"/>'
        '<circle cx="236" cy="144" r="14"/></g><g fill="#6b8fb0">'
        '<path d="M178 112h16v46h-16ZM154 182h14v50h-14ZM132 296h76v10h-76ZM138 284h64v12h-64Z"/></g>'
        '<path d="M238 232v-22M238 214q-22-6-18-26 18 6 18 26 2-24 22-28 2 22-22 28" stroke="#6f9a6a" '
        'stroke-width="3" fill="#6f9a6a"/>'
    ),
    "lamp": (
        '<path d="M148 168l150 110H96Z" fill="#fff3c4" opacity=".55"/>'
        '<rect x="214" y="300" width="96" height="16" rx="8" fill="$dark"/>'
        '<path d="M262 302L284 196 188 112" fill="none" stroke="$metal" stroke-width="10" '
        'stroke-linejoin="round" stroke-linecap="round"/><circle cx="284" cy="196" r="11" fill="$dark"/>'
        '<path d="M196 84l30 36-22 20-92 52q-24-34 0-68Z" fill="$body"/>'
        '<ellipse cx="126" cy="166" rx="17" ry="36" transform="rotate(-40 126 166)" fill="#ffeaa6"/>'
        '<circle cx="208" cy="112" r="10" fill="$accent"/>'
    ),
    "pendant": (
        '<path d="M104 222L56 318h288l-48-96Z" fill="#fff3c4" opacity=".55"/>'
        '<path d="M200 40v92" stroke="$ink" stroke-width="4"/>'
        '<rect x="186" y="118" width="28" height="26" rx="6" fill="$metal"/>'
        '<path d="M100 224a100 88 0 0 1 200 0Z" fill="$body"/>'
        '<path d="M124 214a78 70 0 0 1 50-62" fill="none" stroke="$light" stroke-width="8" '
        'stroke-linecap="round"/><ellipse cx="200" cy="224" rx="100" ry="13" fill="$dark"/>'
        '<ellipse cx="200" cy="228" rx="36" ry="15" fill="#ffeaa6"/>'
    ),
    "blanket": (
        '<path d="M92 240h216v52a14 14 0 0 1-14 14H106a14 14 0 0 1-14-14Z" fill="$dark"/>'
        '<rect x="88" y="196" width="224" height="58" rx="26" fill="$base"/>'
        '<rect x="92" y="146" width="216" height="60" rx="28" fill="$body"/>'
        '<path d="M196 146h64v160h-64Z" fill="$light"/>'
        '<path d="M208 146v160M248 146v160" stroke="$accent" stroke-width="6"/>'
        '<path d="M200 306v14M212 306v14M224 306v14M236 306v14M248 306v14M257 306v14" stroke="$light" '
        'stroke-width="5"/>'
    ),
    "cushion": (
        '<path d="M104 122q96-30 192 0q28 92 0 184q-96-26-192 0q-28-92 0-184Z" fill="$body"/>'
        '<path d="M120 138q80-22 160 0q20 76 0 152q-80-20-160 0q-20-76 0-152Z" fill="none" stroke="$light" '
        'stroke-width="4" stroke-dasharray="9 7"/>'
        '<path d="M104 122q40 40 34 92t-34 92M296 122q-40 40-34 92t34 92" fill="none" stroke="$dark" '
        'stroke-width="4" opacity=".4"/><circle cx="200" cy="214" r="11" fill="$accent"/>'
    ),
    "vase": (
        '<g stroke="#6f9a6a" stroke-width="5" fill="none">'
        '<path d="M200 180V76M198 160q-34-30-44-66M202 160q34-24 50-54"/></g><g fill="$accent">'
        '<circle cx="200" cy="68" r="20"/><circle cx="150" cy="88" r="16"/><circle cx="256" cy="98" r="17"/>'
        '</g><g fill="$paper"><circle cx="200" cy="68" r="7"/><circle cx="150" cy="88" r="6"/>'
        '<circle cx="256" cy="98" r="6"/></g>'
        '<path d="M178 156h44q-4 40 26 66 34 40 2 88a14 14 0 0 1-12 8h-76a14 14 0 0 1-12-8q-32-48 2-88 '
        '30-26 26-66Z" fill="$body"/><ellipse cx="200" cy="156" rx="23" ry="7" fill="$dark"/>'
        '<path d="M152 262q0-22 16-38" stroke="$light" stroke-width="7" fill="none" '
        'stroke-linecap="round"/>'
    ),
    "clock": (
        '<circle cx="200" cy="200" r="112" fill="$body"/><circle cx="200" cy="200" r="94" fill="$paper"/>'
        '<circle cx="200" cy="200" r="82" fill="none" stroke="$ink" stroke-width="10" stroke-dasharray="4 '
        '38.94" stroke-dashoffset="2"/>'
        '<path d="M200 200L162 160M200 200L252 158" stroke="$ink" stroke-width="8" stroke-linecap="round"/>'
        '<path d="M200 222L200 130" stroke="$accent" stroke-width="4"/>'
        '<circle cx="200" cy="200" r="9" fill="$accent"/>'
    ),
    "candle": (
        '<rect x="182" y="128" width="36" height="120" rx="6" fill="#f3dfb6"/>'
        '<path d="M200 128v-14" stroke="$ink" stroke-width="4"/>'
        '<circle cx="200" cy="92" r="46" fill="#ffe9a8" opacity=".5"/>'
        '<path d="M200 58q26 32 0 56-26-24 0-56Z" fill="#f5b94a"/>'
        '<path d="M200 82q11 16 0 30-11-14 0-30Z" fill="#fff3c4"/>'
        '<path d="M166 236h68v22q0 18-24 22v14h-20v-14q-24-4-24-22Z" fill="$body"/>'
        '<ellipse cx="200" cy="302" rx="72" ry="15" fill="$dark"/>'
        '<ellipse cx="200" cy="297" rx="72" ry="14" fill="$base"/>'
        '<circle cx="252" cy="262" r="17" fill="none" stroke="$dark" stroke-width="8"/>'
    ),
}
