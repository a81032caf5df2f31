"""Shades of a colour, worked out in whole numbers so that every machine mixes the same paint."""


def mix(colour: str, other: str, percent: int) -> str:
    """The first colour with that many percent of the other stirred in."""
    channels = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{(one * (100 - percent) + two * percent) // 100:02x}" for one, two in channels)


def brightness(colour: str) -> int:
    """From 0 for black to 255 for white, as the eye weighs the channels."""
    red, green, blue = _channels(colour)
    return (red * 3 + green * 6 + blue) // 10


def difference(one: str, other: str) -> int:
    """How far apart two colours are: 0 for the same, 765 for black and white."""
    return sum(abs(mine - theirs) for mine, theirs in zip(_channels(one), _channels(other), strict=True))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
