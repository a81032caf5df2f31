"""The tree of categories, parents first."""

from shop.demo.departments import DEPARTMENTS
from shop.demo.goods import DemoCategory


def category_tree() -> tuple[DemoCategory, ...]:
    categories: list[DemoCategory] = []
    for department in DEPARTMENTS:
        categories.append(DemoCategory(slug=department.slug, name=department.name, parent=None))
        categories.extend(
            DemoCategory(slug=branch.slug, name=branch.name, parent=branch.parent)
            for branch in department.branches
        )
    return tuple(categories)
