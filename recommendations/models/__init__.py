from recommendations.models.advice import AdviceAsked, AdviceRequest, IndustryAdvice
from recommendations.models.commitment import Commitment, CoSponsor, Implication, Milestone
from recommendations.models.consultation import Adjudication, Comment, Consultation
from recommendations.models.drafting import Paragraph, Recommendation, Revision
from recommendations.models.followup import (
    ActionNote,
    Disposition,
    FollowUpAction,
    ImplementationReport,
    Transmission,
)
from recommendations.models.links import RecommendationLink
from recommendations.models.silence import Elector, Position, Silence
from recommendations.models.submission import ActionRequested, Packet, Submission, SubmissionItem

__all__ = [
    "ActionNote",
    "ActionRequested",
    "Adjudication",
    "AdviceAsked",
    "AdviceRequest",
    "CoSponsor",
    "Comment",
    "Commitment",
    "Consultation",
    "Disposition",
    "Elector",
    "FollowUpAction",
    "ImplementationReport",
    "Implication",
    "IndustryAdvice",
    "Milestone",
    "Packet",
    "Paragraph",
    "Position",
    "Recommendation",
    "RecommendationLink",
    "Revision",
    "Silence",
    "Submission",
    "SubmissionItem",
    "Transmission",
]
