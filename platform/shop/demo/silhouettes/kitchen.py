"""Drawings of what stands in a kitchen."""

KITCHEN = {
    "pan": (
        '<rect x="246" y="186" width="126" height="24" rx="12" fill="$wood" transform="rotate(-24 246 '
        '198)"/><circle cx="170" cy="216" r="100" fill="$dark"/>'
        '<circle cx="170" cy="212" r="98" fill="$body"/>'
        '<circle cx="170" cy="212" r="78" fill="$ink" opacity=".75"/>'
        '<path d="M124 206q4-46 50-40t50 40-30 58-62-8-8-50Z" fill="#fffaf0"/>'
        '<circle cx="178" cy="214" r="23" fill="#f5b53f"/><circle cx="171" cy="207" r="6" fill="#fbd98c"/>'
    ),
    "saucepan": (
        '<rect x="262" y="190" width="120" height="18" rx="9" fill="$dark"/>'
        '<path d="M86 182h184v92a32 32 0 0 1-32 32H118a32 32 0 0 1-32-32Z" fill="$body"/>'
        '<rect x="78" y="172" width="200" height="18" rx="9" fill="$light"/>'
        '<path d="M88 172a90 34 0 0 1 180 0Z" fill="$dark"/>'
        '<rect x="164" y="122" width="28" height="20" rx="8" fill="$accent"/>'
        '<path d="M108 206v58" stroke="$light" stroke-width="8" stroke-linecap="round"/>'
    ),
    "pot": (
        '<path d="M72 214h256v18a14 14 0 0 1-14 14H86a14 14 0 0 1-14-14Z" fill="$dark"/>'
        '<path d="M92 194h216v84a38 38 0 0 1-38 38H130a38 38 0 0 1-38-38Z" fill="$body"/>'
        '<path d="M92 184a108 52 0 0 1 216 0Z" fill="$base"/>'
        '<rect x="84" y="180" width="232" height="18" rx="9" fill="$light"/>'
        '<rect x="180" y="112" width="40" height="24" rx="10" fill="$metal"/>'
        '<path d="M116 222v44" stroke="$light" stroke-width="9" stroke-linecap="round"/>'
    ),
    "knife": (
        '<g transform="rotate(-32 200 200)"><path d="M40 184H238V232H150Q80 230 40 184Z" fill="$metal"/>'
        '<path d="M40 184Q80 230 150 232H238V220H150Q90 216 40 184Z" fill="#fff" opacity=".55"/>'
        '<rect x="232" y="180" width="16" height="54" rx="4" fill="$ink"/>'
        '<path d="M246 182h108a16 16 0 0 1 16 18l-4 22a12 12 0 0 1-12 10h-16q-24-8-92 0Z" fill="$body"/>'
        '<g fill="$light"><circle cx="272" cy="205" r="6"/><circle cx="306" cy="205" r="6"/>'
        '<circle cx="340" cy="205" r="6"/></g></g>'
    ),
    "board": (
        '<g transform="rotate(-10 200 210)">'
        '<rect x="112" y="126" width="200" height="170" rx="22" fill="$dark"/>'
        '<rect x="106" y="120" width="200" height="170" rx="22" fill="$body"/>'
        '<rect x="60" y="180" width="64" height="46" rx="20" fill="$base"/>'
        '<circle cx="82" cy="203" r="10" fill="$dark"/>'
        '<path d="M128 160q80 14 160 0M128 250q80-14 160 0" stroke="$light" stroke-width="5" fill="none"/>'
        '</g><path d="M196 214a30 30 0 0 1 60 0 30 30 0 0 1-60 0Z" fill="#d9534a"/>'
        '<path d="M226 186q-4-14 10-20" stroke="#5d8a58" stroke-width="6" fill="none"/>'
        '<path d="M170 250q22-30 40-8t-40 8Z" fill="#6f9a6a"/>'
    ),
    "mug": (
        '<path d="M266 190h22a44 44 0 0 1 0 88h-26" fill="none" stroke="$dark" stroke-width="20"/>'
        '<path d="M112 150h164v128a40 40 0 0 1-40 40h-84a40 40 0 0 1-40-40Z" fill="$body"/>'
        '<ellipse cx="194" cy="150" rx="82" ry="20" fill="$light"/>'
        '<ellipse cx="194" cy="152" rx="70" ry="14" fill="#5d3d2a"/>'
        '<path d="M112 246h164v32q0 8-3 14H115q-3-6-3-14Z" fill="$accent" opacity=".8"/>'
        '<path d="M170 116q-18-20 0-40t0-36M214 116q-18-20 0-40t0-36" fill="none" stroke="#fff" '
        'stroke-width="8" stroke-linecap="round" opacity=".7"/>'
    ),
    "teapot": (
        '<path d="M278 190q60-6 50 50t-64 46" fill="none" stroke="$dark" stroke-width="17"/>'
        '<path d="M118 236q-40-6-46-64l-22-6 8-12 40 4q14 50 50 42Z" fill="$base"/>'
        '<ellipse cx="198" cy="238" rx="98" ry="80" fill="$body"/>'
        '<path d="M142 172a58 34 0 0 1 112 0Z" fill="$dark"/>'
        '<ellipse cx="198" cy="174" rx="58" ry="8" fill="$light"/>'
        '<circle cx="198" cy="134" r="14" fill="$accent"/>'
        '<path d="M128 240q4-34 32-46" stroke="$light" stroke-width="9" fill="none" '
        'stroke-linecap="round"/>'
    ),
    "plate": (
        '<ellipse cx="200" cy="306" rx="90" ry="12" fill="$dark"/>'
        '<circle cx="200" cy="200" r="112" fill="$dark"/><circle cx="200" cy="196" r="112" fill="$body"/>'
        '<circle cx="200" cy="196" r="94" fill="none" stroke="$accent" stroke-width="4" opacity=".7"/>'
        '<circle cx="200" cy="196" r="72" fill="$light"/>'
        '<path d="M150 176a58 58 0 0 1 40-36" stroke="#fff" stroke-width="8" fill="none" '
        'stroke-linecap="round" opacity=".8"/>'
        '<path d="M46 130v44q0 14 12 14v122M34 130v44M58 130v58M70 130v44q0 14-12 14" stroke="$metal" '
        'stroke-width="7" fill="none" stroke-linecap="round"/>'
        '<path d="M342 310V132q26 34 18 98h-18" fill="$metal" stroke="$metal" stroke-width="6"/>'
    ),
    "glass": (
        '<g transform="translate(-62 6)">'
        '<path d="M164 90h92q16 96-36 116v84q40 4 40 20H160q0-16 40-20v-84q-52-20-36-116Z" fill="#fff" '
        'fill-opacity=".6" stroke="$dark" stroke-opacity=".3" stroke-width="3"/>'
        '<path d="M162 134h96q0 52-48 60-48-8-48-60Z" fill="$body"/></g><g transform="translate(58 6)">'
        '<path d="M164 90h92q16 96-36 116v84q40 4 40 20H160q0-16 40-20v-84q-52-20-36-116Z" fill="#fff" '
        'fill-opacity=".6" stroke="$dark" stroke-opacity=".3" stroke-width="3"/>'
        '<path d="M162 134h96q0 52-48 60-48-8-48-60Z" fill="$body"/>'
        '<path d="M176 104q-6 40 4 70" stroke="#fff" stroke-width="6" fill="none" stroke-linecap="round"/>'
        "</g>"
    ),
    "kettle": (
        '<path d="M252 148q70-20 70 44v60" fill="none" stroke="$ink" stroke-width="18" '
        'stroke-linecap="round"/>'
        '<path d="M136 262q-50-4-50-60t-34-60" fill="none" stroke="$base" stroke-width="15" '
        'stroke-linecap="round"/><path d="M140 146h116l22 142H118Z" fill="$body"/>'
        '<path d="M138 146a60 34 0 0 1 120 0Z" fill="$dark"/>'
        '<circle cx="198" cy="108" r="12" fill="$accent"/>'
        '<rect x="104" y="288" width="188" height="26" rx="10" fill="$ink"/>'
        '<circle cx="270" cy="301" r="5" fill="$accent"/>'
        '<path d="M156 172l-10 90" stroke="$light" stroke-width="9" stroke-linecap="round"/>'
    ),
    "espresso": (
        '<path d="M98 104h204a14 14 0 0 1 14 14v60H84v-60a14 14 0 0 1 14-14Z" fill="$body"/>'
        '<rect x="232" y="170" width="76" height="136" fill="$dark"/>'
        '<rect x="78" y="292" width="244" height="26" rx="8" fill="$ink"/>'
        '<circle cx="126" cy="140" r="20" fill="$paper"/>'
        '<path d="M126 140l9-11" stroke="$ink" stroke-width="4"/>'
        '<circle cx="196" cy="140" r="8" fill="$accent"/><circle cx="226" cy="140" r="8" fill="$metal"/>'
        '<rect x="122" y="178" width="66" height="22" rx="5" fill="$metal"/>'
        '<rect x="64" y="184" width="62" height="12" rx="6" fill="$wood"/>'
        '<path d="M146 200v30M164 200v30" stroke="#5d3d2a" stroke-width="5"/>'
        '<path d="M126 236h58v30a24 24 0 0 1-24 24h-10a24 24 0 0 1-24-24Z" fill="$paper"/>'
        '<path d="M184 244a13 13 0 0 1 0 26" fill="none" stroke="$paper" stroke-width="7"/>'
        '<path d="M262 178l-24 66" stroke="$metal" stroke-width="7"/>'
    ),
    "toaster": (
        '<path d="M126 190v-60q-8-34 30-34h30q38 0 30 34v60Z" fill="#d9a765"/>'
        '<path d="M138 190v-54q-6-28 22-28h22q28 0 22 28v54Z" fill="#f0cd96"/>'
        '<path d="M196 190v-42q-6-30 26-30h26q32 0 26 30v42Z" fill="#c99450"/>'
        '<rect x="80" y="176" width="240" height="128" rx="34" fill="$body"/>'
        '<rect x="110" y="180" width="180" height="14" rx="7" fill="$ink"/>'
        '<rect x="320" y="214" width="22" height="16" rx="6" fill="$ink"/>'
        '<circle cx="278" cy="258" r="17" fill="$metal"/>'
        '<path d="M278 258v-13" stroke="$ink" stroke-width="4"/>'
        '<path d="M110 222v46" stroke="$light" stroke-width="10" stroke-linecap="round"/>'
        '<path d="M112 304h30v12h-30ZM258 304h30v12h-30Z" fill="$ink"/>'
    ),
}
