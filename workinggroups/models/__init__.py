from workinggroups.models.capacity import CapacityLevel
from workinggroups.models.debates import Post, Topic, TopicVisit
from workinggroups.models.mandates import Mandate
from workinggroups.models.outlook import Contribution, JointCandidate, OutlookRelease, ReleaseCell
from workinggroups.models.permissions import EntryRelease, TopicRelease
from workinggroups.models.plans import Category, NationalPlan, Requirement, RequirementLine, RequirementUpload
from workinggroups.models.programme import Milestone, WorkItem
from workinggroups.models.register_kinds import (
    Challenge,
    Engagement,
    GoodPractice,
    Implementation,
    IndustryInsight,
    Material,
    Measure,
    PriorityAction,
    Standard,
)
from workinggroups.models.registers import EntryLink, NationStand, RegisterEntry, RegisterSeries

__all__ = [
    "CapacityLevel",
    "Category",
    "Challenge",
    "Contribution",
    "Engagement",
    "EntryLink",
    "EntryRelease",
    "GoodPractice",
    "Implementation",
    "IndustryInsight",
    "JointCandidate",
    "Mandate",
    "Material",
    "Measure",
    "Milestone",
    "NationStand",
    "NationalPlan",
    "OutlookRelease",
    "Post",
    "PriorityAction",
    "RegisterEntry",
    "RegisterSeries",
    "ReleaseCell",
    "Requirement",
    "RequirementLine",
    "RequirementUpload",
    "Standard",
    "Topic",
    "TopicRelease",
    "TopicVisit",
    "WorkItem",
]
