"""Drawings of books, paper and toys."""

PLAY = {
    "book": (
        '<path d="M126 92h150a10 10 0 0 1 10 10v206a10 10 0 0 1-10 10H126Z" fill="$dark"/>'
        '<path d="M134 296h144v14H134Z" fill="$paper"/>'
        '<path d="M124 86h142a12 12 0 0 1 12 12v196H132q-18 0-18 14V98a12 12 0 0 1 10-12Z" fill="$body"/>'
        '<path d="M136 86v208" stroke="$dark" stroke-width="5" opacity=".6"/>'
        '<rect x="158" y="120" width="98" height="56" rx="4" fill="$paper"/>'
        '<path d="M174 140h66M184 158h46" stroke="$ink" stroke-width="5" stroke-linecap="round"/>'
        '<circle cx="207" cy="228" r="26" fill="$accent"/>'
        '<path d="M181 236q26-22 52 0" stroke="$light" stroke-width="6" fill="none"/>'
    ),
    "cookbook": (
        '<path d="M98 124q56-26 102 6 46-32 102-6v178q-56-24-102 8-46-32-102-8Z" fill="$dark"/>'
        '<path d="M106 112q52-22 94 10v178q-42-28-94-8Z" fill="$paper"/>'
        '<path d="M294 112q-52-22-94 10v178q42-28 94-8Z" fill="#fff"/>'
        '<path d="M116 124q42-14 74 8v76q-36-20-74-6Z" fill="$body"/>'
        '<circle cx="154" cy="166" r="20" fill="$accent"/>'
        '<g stroke="$ink" stroke-width="5" stroke-linecap="round" opacity=".5" fill="none">'
        '<path d="M120 228q34-8 62 6M120 248q34-8 62 6M120 268q34-8 50 4M218 140q34-14 64-6M218 162q34-14 '
        '64-6M218 184q34-14 64-6M218 206q34-14 64-6M218 228q34-14 40-8"/></g>'
        '<path d="M240 112v80l10-12 10 10v-82Z" fill="$base"/>'
    ),
    "notebook": (
        '<rect x="122" y="92" width="164" height="226" rx="12" fill="$dark"/>'
        '<rect x="128" y="92" width="152" height="218" rx="8" fill="$paper"/>'
        '<rect x="116" y="84" width="164" height="222" rx="12" fill="$body"/>'
        '<path d="M138 84v222" stroke="$dark" stroke-width="5" opacity=".5"/>'
        '<path d="M254 84v222" stroke="$accent" stroke-width="9"/>'
        '<rect x="160" y="124" width="72" height="44" rx="4" fill="$light"/>'
        '<path d="M172 140h48M172 154h30" stroke="$dark" stroke-width="4"/>'
        '<path d="M176 306v30l8-8 8 8v-30Z" fill="$accent"/>'
    ),
    "pen": (
        '<path d="M76 306q60-30 90-10t84-8" fill="none" stroke="$ink" stroke-width="5" '
        'stroke-linecap="round"/><g transform="rotate(-42 200 200)">'
        '<rect x="126" y="180" width="120" height="40" rx="6" fill="$base"/>'
        '<path d="M240 176h104a24 24 0 0 1 0 48H240Z" fill="$body"/>'
        '<rect x="236" y="176" width="12" height="48" fill="$accent"/>'
        '<rect x="268" y="164" width="78" height="11" rx="5" fill="$accent"/>'
        '<path d="M126 184l-30 8v16l30 8Z" fill="$ink"/><path d="M96 190l-50 10 50 10Z" fill="#d9b45c"/>'
        '<path d="M50 200h34" stroke="$ink" stroke-width="2"/>'
        '<path d="M140 188h90M256 188h84" stroke="$light" stroke-width="6" stroke-linecap="round"/></g>'
    ),
    "toycar": (
        '<path d="M136 212q10-66 66-66 52 0 76 66Z" fill="$dark"/>'
        '<path d="M156 208q8-44 40-44v44ZM208 164q32 2 48 44h-48Z" fill="#dff0f7"/>'
        '<path d="M60 268q-4-58 50-60h190q46 6 42 60a14 14 0 0 1-14 14H74a14 14 0 0 1-14-14Z" '
        'fill="$body"/><path d="M64 240h280" stroke="$accent" stroke-width="11"/>'
        '<circle cx="326" cy="230" r="11" fill="#fff1b8"/><g fill="$ink"><circle cx="124" cy="282" r="36"/>'
        '<circle cx="278" cy="282" r="36"/></g><g fill="$wood"><circle cx="124" cy="282" r="19"/>'
        '<circle cx="278" cy="282" r="19"/></g>'
    ),
    "train": (
        '<rect x="72" y="200" width="250" height="76" rx="14" fill="$body"/>'
        '<rect x="70" y="116" width="98" height="150" rx="8" fill="$dark"/>'
        '<rect x="90" y="142" width="58" height="46" rx="6" fill="#dff0f7"/>'
        '<rect x="58" y="102" width="122" height="22" rx="9" fill="$accent"/>'
        '<path d="M246 200l-8-58h46l-8 58Z" fill="$ink"/>'
        '<rect x="230" y="130" width="62" height="18" rx="7" fill="$accent"/>'
        '<circle cx="210" cy="196" r="18" fill="$light"/><path d="M322 276l24 20H60v-20Z" fill="$wood"/>'
        '<g fill="$ink"><circle cx="112" cy="290" r="28"/><circle cx="202" cy="290" r="28"/>'
        '<circle cx="286" cy="290" r="28"/></g><g fill="$wood"><circle cx="112" cy="290" r="13"/>'
        '<circle cx="202" cy="290" r="13"/><circle cx="286" cy="290" r="13"/></g>'
        '<g fill="#fff" opacity=".8"><circle cx="268" cy="106" r="16"/><circle cx="292" cy="84" r="21"/>'
        '<circle cx="326" cy="66" r="15"/></g>'
    ),
    "blocks": (
        '<rect x="84" y="232" width="86" height="86" rx="8" fill="$body"/>'
        '<rect x="174" y="232" width="86" height="86" rx="8" fill="$accent"/>'
        '<path d="M264 318v-86h72v86h-20a16 16 0 0 0-32 0Z" fill="$wood"/>'
        '<rect x="128" y="142" width="86" height="86" rx="8" fill="$light"/>'
        '<rect x="218" y="186" width="88" height="42" rx="6" fill="$dark"/>'
        '<path d="M128 138l43-66 43 66Z" fill="$base"/><circle cx="127" cy="275" r="20" fill="$paper"/>'
        '<path d="M217 254l20 40h-40Z" fill="$paper"/>'
        '<path d="M155 185h32M171 169v32" stroke="$dark" stroke-width="10"/>'
    ),
    "rings": (
        '<rect x="192" y="88" width="16" height="200" rx="8" fill="$wood"/>'
        '<circle cx="200" cy="90" r="22" fill="$accent"/>'
        '<rect x="160" y="116" width="80" height="38" rx="19" fill="$light"/>'
        '<rect x="142" y="154" width="116" height="40" rx="20" fill="$accent"/>'
        '<rect x="124" y="194" width="152" height="42" rx="21" fill="$body"/>'
        '<rect x="106" y="236" width="188" height="44" rx="22" fill="$dark"/>'
        '<rect x="90" y="280" width="220" height="36" rx="14" fill="$wood"/>'
        '<path d="M144 212q8-8 24-8" stroke="$light" stroke-width="6" fill="none" stroke-linecap="round"/>'
    ),
    "bear": (
        '<g fill="$dark"><circle cx="144" cy="100" r="28"/><circle cx="256" cy="100" r="28"/>'
        '<circle cx="112" cy="226" r="28"/><circle cx="288" cy="226" r="28"/>'
        '<circle cx="144" cy="292" r="32"/><circle cx="256" cy="292" r="32"/></g><g fill="$light">'
        '<circle cx="144" cy="100" r="14"/><circle cx="256" cy="100" r="14"/>'
        '<circle cx="140" cy="296" r="17"/><circle cx="260" cy="296" r="17"/></g>'
        '<ellipse cx="200" cy="248" rx="80" ry="70" fill="$body"/>'
        '<ellipse cx="200" cy="258" rx="46" ry="44" fill="$light"/>'
        '<circle cx="200" cy="146" r="72" fill="$body"/>'
        '<ellipse cx="200" cy="170" rx="32" ry="25" fill="$light"/>'
        '<path d="M188 160h24l-12 13Z" fill="$ink"/>'
        '<path d="M200 172v8q-8 8-16 2M200 180q8 8 16 2" stroke="$ink" stroke-width="4" fill="none"/>'
        '<g fill="$ink"><circle cx="172" cy="134" r="8"/><circle cx="228" cy="134" r="8"/></g>'
        '<path d="M200 222l-34-15v30ZM200 222l34-15v30Z" fill="$accent"/>'
        '<circle cx="200" cy="222" r="8" fill="$accent"/>'
    ),
    "puzzle": (
        '<path d="M96 112h92q-12-42 16-42t16 42h84v84q42-12 42 16t-42 16v86h-84q12-42-16-42t-16 '
        '42H96v-86q-42 12-42-16t42-16Z" fill="$dark" transform="translate(4 6)"/>'
        '<path d="M96 112h92q-12-42 16-42t16 42h84v84q42-12 42 16t-42 16v86h-84q12-42-16-42t-16 '
        '42H96v-86q-42 12-42-16t42-16Z" fill="$body"/>'
        '<path d="M120 270l48-66 34 40 26-26 54 60v10H120Z" fill="$accent"/>'
        '<circle cx="252" cy="160" r="22" fill="$paper"/>'
        '<path d="M112 128h60" stroke="$light" stroke-width="8" stroke-linecap="round"/>'
    ),
    "boardgame": (
        '<path d="M200 118L352 206 200 294 48 206Z" fill="$body"/>'
        '<path d="M48 206l152 88 152-88v16L200 312 48 222Z" fill="$dark"/>'
        '<path d="M200 142l42 24-42 24-42-24ZM284 190l42 16-42 26-42-24ZM116 190l42 18-42 24-42-26ZM200 '
        '238l42 22-42 24-42-22Z" fill="$light"/><g fill="$accent">'
        '<path d="M152 196l14-54h20l14 54q-24 14-48 0Z"/><circle cx="176" cy="128" r="20"/></g>'
        '<g fill="$ink"><path d="M232 236l12-46h16l12 46q-20 12-40 0Z"/><circle cx="252" cy="178" r="17"/>'
        "</g>"
        '<rect x="280" y="108" width="50" height="50" rx="10" fill="$paper" transform="rotate(16 305 '
        '133)"/><g fill="$ink"><circle cx="294" cy="120" r="5"/><circle cx="305" cy="133" r="5"/>'
        '<circle cx="316" cy="146" r="5"/></g>'
    ),
    "kite": (
        '<g fill="#fff" opacity=".7"><ellipse cx="96" cy="256" rx="46" ry="17"/>'
        '<ellipse cx="124" cy="244" rx="30" ry="19"/><ellipse cx="318" cy="110" rx="36" ry="14"/></g>'
        '<path d="M222 56L308 150 178 266 122 128Z" fill="$body"/>'
        '<path d="M222 56L122 128l70 20Z" fill="$accent"/><path d="M308 150L178 266l14-118Z" fill="$dark"/>'
        '<path d="M222 56l-44 210M122 128l186 22" stroke="$wood" stroke-width="4"/>'
        '<path d="M178 266q-28 30 10 46t-10 50" fill="none" stroke="$ink" stroke-width="3"/>'
        '<path d="M166 286l-18-8 2 18ZM166 288l22 6-8 12ZM196 318l-20-2 6 16ZM196 318l18 10-14 8Z" '
        'fill="$accent"/>'
    ),
}
