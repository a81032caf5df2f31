"""Drawings of what is worn and carried."""

CLOTHES = {
    "shirt": (
        '<path d="M150 96l-62 34-34 96 44 18 22-54v124h160V190l22 54 44-18-34-96-62-34Z" fill="$body"/>'
        '<path d="M120 190v124M280 190v124" stroke="$dark" stroke-width="4" opacity=".5"/>'
        '<path d="M150 96l50 40 50-40-16-12h-68Z" fill="$light"/>'
        '<path d="M150 96l30 50 20-18 20 18 30-50-14-14-36 42-36-42Z" fill="$dark"/>'
        '<path d="M200 130v184" stroke="$dark" stroke-width="3"/><g fill="$paper">'
        '<circle cx="200" cy="166" r="5"/><circle cx="200" cy="204" r="5"/><circle cx="200" cy="242" r="5"/>'
        '<circle cx="200" cy="280" r="5"/></g>'
        '<path d="M224 178h36v32l-18 10-18-10Z" fill="$light" opacity=".7"/>'
    ),
    "tshirt": (
        '<path d="M150 100l-72 38-26 70 46 20 24-30v116h156V198l24 30 46-20-26-70-72-38q-50 44-100 0Z" '
        'fill="$body"/><path d="M150 100q50 44 100 0l-12-6q-38 30-76 0Z" fill="$dark"/>'
        '<path d="M122 198v116M278 198v116" stroke="$dark" stroke-width="4" opacity=".45"/>'
        '<circle cx="200" cy="206" r="26" fill="$accent"/>'
        '<path d="M174 214q26-24 52 0" fill="none" stroke="$light" stroke-width="7"/>'
    ),
    "jumper": (
        '<path d="M148 100l-58 30-40 156 44 14 28-84v92h156v-92l28 84 44-14-40-156-58-30Z" fill="$body"/>'
        '<path d="M148 100q52 40 104 0l-8-16h-88Z" fill="$dark"/>'
        '<rect x="122" y="296" width="156" height="20" fill="$dark"/>'
        '<path d="M50 286l44 14-6 16-42-14ZM350 286l-44 14 6 16 42-14Z" fill="$dark"/>'
        '<path d="M126 178l15 16 15-16 15 16 15-16 14 16 15-16 15 16 15-16 15 16 14-16" fill="none" '
        'stroke="$light" stroke-width="7"/>'
        '<path d="M126 206l15 16 15-16 15 16 15-16 14 16 15-16 15 16 15-16 15 16 14-16" fill="none" '
        'stroke="$accent" stroke-width="7"/>'
    ),
    "jacket": (
        '<path d="M154 124l-60 24-32 142 42 12 24-76v90h144v-90l24 76 42-12-32-142-60-24Z" fill="$body"/>'
        '<path d="M146 132q-8-66 54-66t54 66q-54 34-108 0Z" fill="$dark"/>'
        '<path d="M164 130q-2-44 36-44t36 44q-36 20-72 0Z" fill="$ink" opacity=".75"/>'
        '<path d="M200 142v174" stroke="$light" stroke-width="6"/>'
        '<path d="M140 246h40M220 246h40" stroke="$dark" stroke-width="8" stroke-linecap="round"/>'
        '<rect x="194" y="160" width="12" height="20" rx="4" fill="$accent"/>'
        '<path d="M128 226v90M272 226v90" stroke="$dark" stroke-width="4" opacity=".5"/>'
    ),
    "trousers": (
        '<path d="M132 84h136l20 234h-66l-22-150-22 150h-66Z" fill="$body"/>'
        '<rect x="130" y="82" width="140" height="24" rx="4" fill="$dark"/>'
        '<path d="M134 112q4 34 34 34M266 112q-4 34-34 34" fill="none" stroke="$light" stroke-width="4" '
        'stroke-dasharray="6 4"/><path d="M200 106v62" stroke="$dark" stroke-width="4"/>'
        '<circle cx="200" cy="95" r="6" fill="$accent"/>'
        '<path d="M112 302h66M222 302h66" stroke="$light" stroke-width="4" stroke-dasharray="6 4"/>'
        '<path d="M150 82v24M250 82v24" stroke="$ink" stroke-width="7"/>'
    ),
    "dress": (
        '<path d="M164 76v40M236 76v40" stroke="$dark" stroke-width="9"/>'
        '<path d="M156 108q44 24 88 0l-6 82q60 70 70 112-108 32-216 0 10-42 70-112Z" fill="$body"/>'
        '<path d="M162 184h76l2 14h-80Z" fill="$accent"/>'
        '<path d="M180 200q-22 56-34 108M220 200q22 56 34 108M200 200v114" stroke="$dark" stroke-width="4" '
        'fill="none" opacity=".5"/><g fill="$light"><circle cx="140" cy="276" r="7"/>'
        '<circle cx="176" cy="252" r="7"/><circle cx="224" cy="280" r="7"/><circle cx="262" cy="270" r="7"/>'
        '<circle cx="196" cy="222" r="6"/><circle cx="186" cy="150" r="6"/><circle cx="220" cy="164" r="6"/>'
        "</g>"
    ),
    "shoe": (
        '<path d="M64 280h272v14a18 18 0 0 1-18 18H84a20 20 0 0 1-20-20Z" fill="$paper"/>'
        '<path d="M66 280q-8-66 8-104 20 22 60 6l22-16q34 66 106 78 66 6 72 36Z" fill="$body"/>'
        '<path d="M66 280q-6-50 4-88 24 40 62 88Z" fill="$dark" opacity=".55"/>'
        '<path d="M256 280q6-34 30-30 44 6 48 30Z" fill="$light"/>'
        '<g stroke="$paper" stroke-width="8" stroke-linecap="round">'
        '<path d="M166 206l22-14M186 224l20-16M208 238l18-18"/></g>'
        '<path d="M118 252q36 16 84-2" fill="none" stroke="$accent" stroke-width="11" '
        'stroke-linecap="round"/><path d="M66 296h270" stroke="$dark" stroke-width="4" opacity=".35"/>'
    ),
    "boot": (
        '<path d="M84 296h240v10a12 12 0 0 1-12 12H174l-8-10h-14v10H94a10 10 0 0 1-10-10Z" fill="$ink"/>'
        '<path d="M94 96h108v110q20 22 72 30 50 10 50 60H88q-6-110 6-200Z" fill="$body"/>'
        '<rect x="90" y="86" width="116" height="24" rx="10" fill="$dark"/>'
        '<path d="M262 296q4-50 30-56 30 12 32 56Z" fill="$light" opacity=".7"/>'
        '<g stroke="$paper" stroke-width="7" stroke-linecap="round">'
        '<path d="M176 132h28M176 158h28M178 184h30M188 208l26-8M206 224l20-16"/></g>'
        '<path d="M92 250q40 20 90 16" stroke="$dark" stroke-width="5" fill="none"/>'
        '<path d="M94 86q-4-26 14-26" stroke="$accent" stroke-width="8" fill="none"/>'
    ),
    "backpack": (
        '<path d="M172 96q0-36 28-36t28 36" fill="none" stroke="$ink" stroke-width="11"/>'
        '<path d="M120 236q-28 0-28 28v28q0 14 14 14h20ZM280 236q28 0 28 28v28q0 14-14 14h-20Z" '
        'fill="$dark"/>'
        '<path d="M120 160q0-76 80-76t80 76v130a28 28 0 0 1-28 28H148a28 28 0 0 1-28-28Z" fill="$body"/>'
        '<rect x="142" y="222" width="116" height="80" rx="16" fill="$dark"/>'
        '<path d="M120 152h160v20q-80 34-160 0Z" fill="$light"/>'
        '<path d="M158 246h84" stroke="$accent" stroke-width="7" stroke-linecap="round"/><g fill="$accent">'
        '<rect x="158" y="160" width="14" height="44" rx="4"/>'
        '<rect x="228" y="160" width="14" height="44" rx="4"/></g>'
    ),
    "bag": (
        '<path d="M150 176v-36q0-56 50-56t50 56v36" fill="none" stroke="$dark" stroke-width="13"/>'
        '<path d="M96 160h208l18 140a16 16 0 0 1-16 18H94a16 16 0 0 1-16-18Z" fill="$body"/>'
        '<path d="M96 160h208l3 22H93Z" fill="$dark"/><g fill="$accent"><circle cx="150" cy="171" r="8"/>'
        '<circle cx="250" cy="171" r="8"/></g>'
        '<path d="M98 204l-10 96" stroke="$light" stroke-width="6" stroke-linecap="round"/>'
        '<rect x="160" y="222" width="80" height="56" rx="6" fill="none" stroke="$light" stroke-width="4" '
        'stroke-dasharray="7 5"/>'
    ),
    "watch": (
        '<path d="M168 138l6-66h52l6 66ZM168 262l6 56h52l6-56Z" fill="$body"/>'
        '<path d="M182 82h36M182 298h36" stroke="$dark" stroke-width="5" stroke-dasharray="5 6"/>'
        '<circle cx="200" cy="200" r="76" fill="$metal"/>'
        '<rect x="272" y="190" width="16" height="20" rx="4" fill="$metal"/>'
        '<circle cx="200" cy="200" r="62" fill="$paper"/>'
        '<circle cx="200" cy="200" r="52" fill="none" stroke="$ink" stroke-width="9" stroke-dasharray="3 '
        '24.23" stroke-dashoffset="1.5"/>'
        '<path d="M200 200l-22-26M200 200l34-20" stroke="$ink" stroke-width="6" stroke-linecap="round"/>'
        '<path d="M200 214v-56" stroke="$accent" stroke-width="3"/>'
        '<circle cx="200" cy="200" r="6" fill="$accent"/>'
    ),
    "sunglasses": (
        '<path d="M64 190L40 166M336 190l24-24" stroke="$dark" stroke-width="12" stroke-linecap="round"/>'
        '<path d="M176 198q24-18 48 0" fill="none" stroke="$base" stroke-width="13"/>'
        '<circle cx="120" cy="216" r="64" fill="$body"/><circle cx="280" cy="216" r="64" fill="$body"/>'
        '<circle cx="120" cy="218" r="49" fill="$ink"/><circle cx="280" cy="218" r="49" fill="$ink"/>'
        '<path d="M74 208a49 49 0 0 1 76-30L96 260a49 49 0 0 1-22-52ZM234 208a49 49 0 0 1 76-30l-54 82a49 '
        '49 0 0 1-22-52Z" fill="$accent" opacity=".35"/>'
    ),
    "beanie": (
        '<circle cx="200" cy="92" r="30" fill="$accent"/>'
        '<path d="M96 250q-6-142 104-142t104 142Z" fill="$body"/>'
        '<path d="M136 244q-4-86 40-130M200 110v134M264 244q4-86-40-130" fill="none" stroke="$dark" '
        'stroke-width="6" opacity=".5"/><rect x="84" y="238" width="232" height="64" rx="26" fill="$dark"/>'
        '<g stroke="$light" stroke-width="6" stroke-linecap="round" opacity=".7">'
        '<path d="M112 254v32M141 254v32M170 254v32M200 254v32M230 254v32M259 254v32M288 254v32"/></g>'
    ),
}
