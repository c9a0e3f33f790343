"""What neighbours may import of the catalogue: procedures, their forms, and the child allowance's rule."""

from madoguchi.procedures.model.child_allowance import Child, Estimate, amount, estimate, payments
from madoguchi.procedures.model.child_allowance_claim import Need, children_of, event_date_of, needs
from madoguchi.procedures.model.forms import Finding, findings
from madoguchi.procedures.model.messages import finding_message
from madoguchi.procedures.model.procedure import Document, Preset, Procedure, Snapshot
from madoguchi.procedures.model.questions import Form
from madoguchi.procedures.model.text import Language, Text

__all__ = [
    "Child",
    "Document",
    "Estimate",
    "Finding",
    "Form",
    "Language",
    "Need",
    "Preset",
    "Procedure",
    "Snapshot",
    "Text",
    "amount",
    "children_of",
    "estimate",
    "event_date_of",
    "finding_message",
    "findings",
    "needs",
    "payments",
]
