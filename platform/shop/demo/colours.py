"""The colours that the demo shop sells in, with their codes for SKUs and their paint for pictures."""

from msgspec import Struct


class Colour(Struct, frozen=True):
    code: str
    paint: str


COLOURS = {
    "black": Colour("BLK", "#33363d"),
    "graphite": Colour("GRA", "#5a6069"),
    "white": Colour("WHI", "#f3f1ec"),
    "silver": Colour("SIL", "#c3c9d1"),
    "steel": Colour("STE", "#9aa6b2"),
    "navy": Colour("NAV", "#2f4468"),
    "blue": Colour("BLU", "#3f74b8"),
    "sky": Colour("SKY", "#86b8dc"),
    "teal": Colour("TEA", "#2f8583"),
    "forest": Colour("FOR", "#376b4d"),
    "sage": Colour("SAG", "#98ad8b"),
    "olive": Colour("OLI", "#7b7f45"),
    "mustard": Colour("MUS", "#d9a532"),
    "sunshine": Colour("SUN", "#f3c845"),
    "orange": Colour("ORA", "#e5823a"),
    "coral": Colour("COR", "#ea7a68"),
    "red": Colour("RED", "#cb4444"),
    "burgundy": Colour("BUR", "#7d3044"),
    "rose": Colour("ROS", "#d98fa0"),
    "blush": Colour("BLS", "#ecc0b8"),
    "lilac": Colour("LIL", "#b5a2d2"),
    "plum": Colour("PLU", "#6c4372"),
    "cream": Colour("CRE", "#eee0c4"),
    "sand": Colour("SAN", "#d6bf9a"),
    "natural": Colour("NAT", "#cda873"),
    "walnut": Colour("WAL", "#7c5639"),
    "cognac": Colour("COG", "#a9643a"),
    "terracotta": Colour("TER", "#c86f4c"),
    "copper": Colour("COP", "#c07a55"),
    "brass": Colour("BRA", "#c5a253"),
}

DEVICES = ("graphite", "silver", "sage", "navy", "white", "rose", "black")
FURNITURE = ("natural", "walnut", "black", "white", "sage")
TEXTILES = ("cream", "sage", "terracotta", "mustard", "navy", "rose", "graphite")
CERAMICS = ("cream", "sky", "sage", "terracotta", "graphite", "white", "teal")
CLOTHING = ("navy", "white", "black", "forest", "burgundy", "sand", "sky", "olive", "terracotta")
LEATHER = ("cognac", "black", "walnut", "sand", "forest", "burgundy")
METALS = ("steel", "black", "copper", "brass")
OUTDOORS = ("forest", "orange", "teal", "navy", "mustard", "red", "graphite")
PLAYFUL = ("red", "sunshine", "blue", "teal", "coral", "lilac", "orange")
COVERS = ("navy", "burgundy", "teal", "mustard", "plum", "forest", "coral", "sky")
