"""What happens in catalog."""

from uuid import UUID

from souk.messages import Event


class ProductPublished(Event, wire="catalog.product_published.v1", key="product_id"):
    """A product went on sale. It carries the id alone: what the product is now is asked for when needed."""

    product_id: UUID
