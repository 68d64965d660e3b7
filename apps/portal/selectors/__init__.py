"""What all systems together have for one person or one place: loops over the registry, names no system."""

from apps.portal.selectors.home import Agenda, HitGroup, agenda_of, deadlines_of, figures_of, hits_of, todo_of

__all__ = ["Agenda", "HitGroup", "agenda_of", "deadlines_of", "figures_of", "hits_of", "todo_of"]
