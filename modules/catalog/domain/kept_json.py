"""What is kept as JSON, read at once as what it is: thousands of products are compiled in a row."""

import msgspec

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.media import Picture

attributes_in = msgspec.json.Decoder(list[Attribute]).decode
pictures_in = msgspec.json.Decoder(list[Picture]).decode
options_in = msgspec.json.Decoder(dict[str, str]).decode
