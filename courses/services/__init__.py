"""What changes what is taught: importing, freezing, writing local inserts. Called as courses.services.verb(...)."""

from courses.services.freezing import freeze, reconcile_versions
from courses.services.importing import Imported, import_course
from courses.services.inserts import write_insert

__all__ = ["Imported", "freeze", "import_course", "reconcile_versions", "write_insert"]
