from recommendations.models.consultation import Adjudication, Comment, Consultation
from recommendations.models.drafting import Paragraph, Recommendation, Revision
from recommendations.models.silence import Elector, Position, Silence
from recommendations.models.submission import ActionRequested, Packet, Submission, SubmissionItem

__all__ = [
    "ActionRequested",
    "Adjudication",
    "Comment",
    "Consultation",
    "Elector",
    "Packet",
    "Paragraph",
    "Position",
    "Recommendation",
    "Revision",
    "Silence",
    "Submission",
    "SubmissionItem",
]
