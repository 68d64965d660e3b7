"""What every test of exams may ask for."""

from tests.systems.legal_exams.house_of_exams import house

__all__ = ["house"]
