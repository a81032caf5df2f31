"""Drawings of electronics."""

DEVICES = {
    "headphones": (
        '<path d="M108 232V200a92 92 0 0 1 184 0v32" fill="none" stroke="$dark" stroke-width="20" '
        'stroke-linecap="round"/>'
        '<path d="M122 168a84 84 0 0 1 156 0" fill="none" stroke="$light" stroke-width="6" '
        'stroke-linecap="round"/><rect x="84" y="206" width="52" height="104" rx="26" fill="$body"/>'
        '<rect x="264" y="206" width="52" height="104" rx="26" fill="$body"/>'
        '<rect x="126" y="214" width="24" height="88" rx="12" fill="$ink"/>'
        '<rect x="250" y="214" width="24" height="88" rx="12" fill="$ink"/>'
        '<circle cx="106" cy="258" r="9" fill="$accent"/><circle cx="294" cy="258" r="9" fill="$accent"/>'
    ),
    "earbuds": (
        '<path d="M104 246H296V268a50 50 0 0 1-50 50H154a50 50 0 0 1-50-50Z" fill="$body"/>'
        '<path d="M104 246a96 30 0 0 1 192 0Z" fill="$dark"/>'
        '<circle cx="200" cy="288" r="5" fill="$accent"/>'
        '<rect x="136" y="140" width="22" height="96" rx="11" fill="$base"/>'
        '<circle cx="156" cy="142" r="32" fill="$body"/>'
        '<ellipse cx="176" cy="150" rx="12" ry="18" fill="$ink"/>'
        '<rect x="242" y="140" width="22" height="96" rx="11" fill="$base"/>'
        '<circle cx="244" cy="142" r="32" fill="$body"/>'
        '<ellipse cx="224" cy="150" rx="12" ry="18" fill="$ink"/>'
    ),
    "speaker": (
        '<rect x="128" y="92" width="144" height="226" rx="22" fill="$body"/>'
        '<rect x="140" y="104" width="120" height="202" rx="14" fill="$dark" opacity=".45"/>'
        '<circle cx="200" cy="148" r="27" fill="$ink"/><circle cx="200" cy="148" r="13" fill="$metal"/>'
        '<circle cx="200" cy="240" r="50" fill="$ink"/><circle cx="200" cy="240" r="37" fill="$dark"/>'
        '<circle cx="200" cy="240" r="16" fill="$accent"/>'
        '<path d="M168 220a40 40 0 0 1 30-20" fill="none" stroke="$light" stroke-width="5" '
        'stroke-linecap="round"/>'
    ),
    "phone": (
        '<rect x="142" y="78" width="120" height="240" rx="24" fill="$dark"/>'
        '<rect x="136" y="78" width="120" height="240" rx="24" fill="$body"/>'
        '<rect x="145" y="88" width="102" height="220" rx="16" fill="$ink"/>'
        '<path d="M145 230q50-50 102-20v82a16 16 0 0 1-16 16h-70a16 16 0 0 1-16-16Z" fill="$accent" '
        'opacity=".85"/><circle cx="214" cy="152" r="24" fill="$paper" opacity=".9"/>'
        '<path d="M145 262q40-34 102 8v22a16 16 0 0 1-16 16h-70a16 16 0 0 1-16-16Z" fill="$base"/>'
        '<rect x="180" y="96" width="32" height="8" rx="4" fill="$dark"/>'
    ),
    "tablet": (
        '<rect x="94" y="112" width="220" height="164" rx="18" fill="$dark" transform="rotate(-6 204 '
        '194)"/>'
        '<rect x="90" y="108" width="220" height="164" rx="18" fill="$body" transform="rotate(-6 200 '
        '190)"/><g transform="rotate(-6 200 190)">'
        '<rect x="102" y="120" width="196" height="140" rx="8" fill="$ink"/>'
        '<path d="M102 226l54-56 46 44 30-26 66 58v6a8 8 0 0 1-8 8H110a8 8 0 0 1-8-8Z" fill="$accent"/>'
        '<circle cx="254" cy="154" r="17" fill="$paper"/></g>'
        '<rect x="120" y="298" width="190" height="12" rx="6" fill="$paper"/>'
        '<path d="M310 298l18 6-18 6Z" fill="$ink"/>'
    ),
    "ereader": (
        '<rect x="124" y="88" width="160" height="230" rx="16" fill="$dark"/>'
        '<rect x="118" y="86" width="160" height="230" rx="16" fill="$body"/>'
        '<rect x="132" y="100" width="132" height="180" rx="4" fill="$paper"/>'
        '<circle cx="198" cy="298" r="7" fill="$dark"/>'
        '<g stroke="$ink" stroke-width="5" stroke-linecap="round" opacity=".55"><path d="M148 124h64"/>'
        '<path d="M148 148h100M148 166h96M148 184h100M148 202h88M148 220h100M148 238h92M148 256h60"/></g>'
    ),
    "laptop": (
        '<rect x="100" y="116" width="200" height="142" rx="12" fill="$body"/>'
        '<rect x="110" y="126" width="180" height="122" rx="4" fill="$ink"/>'
        '<path d="M110 220q44-60 92-26t88-44v94a4 4 0 0 1-4 4H114a4 4 0 0 1-4-4Z" fill="$accent" '
        'opacity=".8"/><path d="M110 236q60-44 180-6v14a4 4 0 0 1-4 4H114a4 4 0 0 1-4-4Z" fill="$base"/>'
        '<path d="M72 262H328L338 288a10 10 0 0 1-9 14H71a10 10 0 0 1-9-14Z" fill="$light"/>'
        '<path d="M100 268H300L305 282H95Z" fill="$dark" opacity=".6"/>'
        '<path d="M172 286h56l4 10h-64Z" fill="$dark" opacity=".5"/>'
    ),
    "monitor": (
        '<rect x="72" y="96" width="256" height="160" rx="12" fill="$body"/>'
        '<rect x="82" y="106" width="236" height="134" rx="4" fill="$ink"/>'
        '<path d="M82 208q70-70 130-26t106-40v94a4 4 0 0 1-4 4H86a4 4 0 0 1-4-4Z" fill="$accent" '
        'opacity=".8"/><circle cx="262" cy="138" r="14" fill="$paper"/>'
        '<path d="M184 256h32l6 48h-44Z" fill="$dark"/>'
        '<rect x="140" y="302" width="120" height="14" rx="7" fill="$base"/>'
    ),
    "keyboard": (
        '<rect x="56" y="168" width="288" height="124" rx="16" fill="$dark"/>'
        '<rect x="56" y="160" width="288" height="122" rx="16" fill="$body"/>'
        '<g stroke="$paper" stroke-width="21" stroke-dasharray="21 6">'
        '<path d="M72 184h256M72 211h256M72 238h256"/></g>'
        '<path d="M72 264h50M278 264h50" stroke="$paper" stroke-width="19" stroke-dasharray="21 6"/>'
        '<rect x="128" y="255" width="144" height="19" rx="4" fill="$accent"/>'
        '<rect x="72" y="174" width="21" height="20" rx="3" fill="$accent"/>'
        '<path d="M200 160q0-40 50-44" fill="none" stroke="$ink" stroke-width="6" stroke-linecap="round"/>'
    ),
    "camera": (
        '<path d="M150 140l16-28h68l16 28Z" fill="$dark"/>'
        '<rect x="84" y="138" width="232" height="158" rx="20" fill="$body"/>'
        '<rect x="84" y="176" width="232" height="84" fill="$ink" opacity=".8"/>'
        '<rect x="100" y="124" width="38" height="16" rx="5" fill="$metal"/>'
        '<circle cx="286" cy="156" r="9" fill="$accent"/><circle cx="200" cy="218" r="66" fill="$metal"/>'
        '<circle cx="200" cy="218" r="54" fill="$ink"/><circle cx="200" cy="218" r="36" fill="#34506b"/>'
        '<circle cx="200" cy="218" r="18" fill="$ink"/>'
        '<circle cx="184" cy="200" r="9" fill="#fff" opacity=".8"/>'
    ),
    "smartwatch": (
        '<path d="M162 148l8-70h60l8 70Z" fill="$dark"/><path d="M162 248l8 70h60l8-70Z" fill="$dark"/>'
        '<rect x="140" y="136" width="120" height="128" rx="32" fill="$body"/>'
        '<rect x="258" y="178" width="12" height="34" rx="5" fill="$metal"/>'
        '<rect x="152" y="148" width="96" height="104" rx="22" fill="$ink"/>'
        '<circle cx="200" cy="200" r="34" fill="none" stroke="$dark" stroke-width="9"/>'
        '<path d="M200 166a34 34 0 1 1-32 46" fill="none" stroke="$accent" stroke-width="9" '
        'stroke-linecap="round"/>'
        '<path d="M200 180v20l13 10" fill="none" stroke="$paper" stroke-width="5" stroke-linecap="round"/>'
    ),
}
