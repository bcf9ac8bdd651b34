"""The tables of the people module: staff and the audit trail.

`office` is the slug and no foreign key here: people stands below offices (design section 2).
"""

from lawang.people.audit import AuditEvent, AuditSeal
from lawang.people.setup import SetupLink
from lawang.people.staff import Role, Staff

__all__ = ["AuditEvent", "AuditSeal", "Role", "SetupLink", "Staff"]
