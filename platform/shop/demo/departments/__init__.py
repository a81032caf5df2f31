"""What the demo shop sells, department by department."""

from shop.demo.departments import books, electronics, fashion, garden, home, kitchen, sports, toys
from shop.demo.departments.vocabulary import Branch, Department, Fact, Kind, Sizes

DEPARTMENTS = (
    electronics.DEPARTMENT,
    home.DEPARTMENT,
    kitchen.DEPARTMENT,
    fashion.DEPARTMENT,
    sports.DEPARTMENT,
    garden.DEPARTMENT,
    books.DEPARTMENT,
    toys.DEPARTMENT,
)

__all__ = ["DEPARTMENTS", "Branch", "Department", "Fact", "Kind", "Sizes"]
