"""A part lies where its matter lies: kept by the database, so that open parts of an area are found by themselves."""

import pgtrigger

PATH_OF_MATTER = pgtrigger.Trigger(
    name="path_of_matter", operation=pgtrigger.Insert | pgtrigger.UpdateOf("matter_id", "path"), when=pgtrigger.Before,
    func="SELECT path INTO STRICT NEW.path FROM matters_matter WHERE id = NEW.matter_id; RETURN NEW;",
)  # fmt: skip
PARTS_FOLLOW = pgtrigger.Trigger(
    name="parts_follow", operation=pgtrigger.Update, when=pgtrigger.After, condition=pgtrigger.AnyChange("path"),
    func="UPDATE matters_handling SET path = NEW.path WHERE matter_id = NEW.id; RETURN NULL;",
)  # fmt: skip
