"""Forms of a meeting itself: find, plan, call, cancel. Times are typed and read in Brussels time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import BodyKind, MeetingFormat
from boards.models import Body, Meeting, Nation
from boards.queries.meetings import list_order
from dipb_portal.lib.deadlines import BRUSSELS, is_working_day
from dipb_portal.ui.fields import FIRST_YEAR, LAST_YEAR, DayField, HourField, PlainTextField, TitleField, offer

CONVENERS = Body.objects.filter(kind__in=[BodyKind.PLENARY, BodyKind.GROUP])
PLACES = {"en": "NATO Headquarters, Brussels", "fr": "siège de l’OTAN, Bruxelles"}


class PlaceField(TitleField):
    def __init__(self, language: str, **kwargs: Any) -> None:
        super().__init__(language=language, required=True, max_length=200, **kwargs)
        self.widget.attrs["class"] = ""


class YearFilter(filters.Filter):
    field_class = forms.IntegerField


class MeetingFilter(filters.FilterSet):
    """Without a choice of time or year, what lies ahead of `now`."""

    body = filters.ModelChoiceFilter(queryset=CONVENERS, label=_("Body"), empty_label=_("All bodies"))
    when = filters.ChoiceFilter(
        choices=[("upcoming", pgettext_lazy("meetings", "Upcoming")), ("past", pgettext_lazy("meetings", "Past"))],
        label=pgettext_lazy("meetings", "When"),
        empty_label=None,
        method="unfiltered",
    )
    year = YearFilter(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, method="in_year")

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def unfiltered(self, meetings: QuerySet[Meeting], name: str, value: str) -> QuerySet[Meeting]:
        return meetings

    def in_year(self, meetings: QuerySet[Meeting], name: str, value: int) -> QuerySet[Meeting]:
        first, after = (datetime(year, 1, 1, tzinfo=BRUSSELS) for year in (value, value + 1))
        return meetings.filter(starts__gte=first, starts__lt=after)

    def filter_queryset(self, queryset: QuerySet[Meeting]) -> QuerySet[Meeting]:
        found = super().filter_queryset(queryset)
        return list_order(found, self.now, self.form.cleaned_data.get("when") or "upcoming")


class MeetingForm(forms.Form):
    """When, where and how one meeting takes place. `words` are fields of Meeting."""

    title_en = TitleField(
        language="en",
        label=_("Title in English"),
        max_length=200,
        help_text=_("Left empty, the meeting is named by its number, and by its day until it is called."),
    )
    title_fr = TitleField(language="fr", label=_("Title in French"), max_length=200)
    day = DayField(label=pgettext_lazy("meetings", "Day"))
    begins = HourField(label=_("Starting time, Brussels"))
    last_day = DayField(label=_("Last day, where it takes several"), required=False)
    ends = HourField(label=_("Ending time, Brussels"))
    place_en = PlaceField("en", label=_("Place, in English"))
    place_fr = PlaceField("fr", label=_("Place, in French"))
    format = forms.ChoiceField(
        label=pgettext_lazy("meetings", "Format"),
        choices=MeetingFormat,
        help_text=_("In partner format NIAG and partners can be invited; they see no restricted item."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        starts, ends = meeting.starts.astimezone(BRUSSELS), meeting.ends.astimezone(BRUSSELS)
        words = ("title_en", "title_fr", "place_en", "place_fr", "format", "version")
        return {name: getattr(meeting, name) for name in words} | {
            "day": starts.date(),
            "begins": starts.time(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "ends": ends.time(),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            last = cleaned.get("last_day") or day
            if last - day > timedelta(days=7):
                self.add_error("last_day", _("A meeting takes at most a week."))
            elif _instant(last, ends) <= _instant(day, begins):
                self.add_error("ends", _("The meeting must end after it begins."))
        if bool(cleaned.get("title_en")) != bool(cleaned.get("title_fr")):
            missing = "title_fr" if cleaned.get("title_en") else "title_en"
            self.add_error(missing, _("Give the title in both languages, or in none."))
        return cleaned

    @property
    def times(self) -> list[tuple[datetime, datetime]]:
        cleaned = self.cleaned_data
        last = cleaned["last_day"] or cleaned["day"]
        return [(_instant(cleaned["day"], cleaned["begins"]), _instant(last, cleaned["ends"]))]

    @property
    def words(self) -> dict[str, Any]:
        names = ("title_en", "title_fr", "place_en", "place_fr", "format")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class PlanForm(MeetingForm):
    body = forms.ModelChoiceField(CONVENERS, label=_("Body"), empty_label=None)
    field_order: tuple[str, ...] = ("body",)

    def __init__(self, *args: Any, bodies: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", CONVENERS.filter(pk__in=bodies))


class SeriesForm(PlanForm):
    """The same meeting every few weeks or months; each becomes a meeting of its own, with no title to share."""

    every = forms.IntegerField(label=_("Every"), min_value=1, max_value=12, initial=1)
    unit = forms.ChoiceField(
        label=_("Weeks or months"),
        choices=[("months", pgettext_lazy("series", "months")), ("weeks", pgettext_lazy("series", "weeks"))],
    )
    until = DayField(label=_("Until"), help_text=_("A day that is no working day in Brussels moves to the next one."))
    field_order = ("body", "day", "every", "unit", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("First day")
        for name in ("last_day", "title_en", "title_fr"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and not timedelta() <= until - day <= timedelta(days=3 * 366):
            self.add_error("until", _("A series ends after it begins, within three years."))
        return cleaned

    @property
    def times(self) -> list[tuple[datetime, datetime]]:
        cleaned = self.cleaned_data
        days = _every(cleaned["day"], cleaned["every"], cleaned["unit"], cleaned["until"])
        return [(_instant(day, cleaned["begins"]), _instant(day, cleaned["ends"])) for day in days]


class CallForm(forms.Form):
    """Whom to invite beside the Allies."""

    partners = forms.ModelMultipleChoiceField(
        Nation.objects.none(), label=_("Partners"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.filter(kind=BodyKind.ADVISORY),
        label=_("Advisory bodies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = PlainTextField(
        label=_("Agencies and others"), required=False, help_text=_("One a line, such as NSPA. They are only listed.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.format == MeetingFormat.PARTNER:
            offer(self, "partners", Nation.objects.filter(ally=False).protocol_order())
        else:
            del self.fields["partners"], self.fields["bodies"]


class CancelForm(forms.Form):
    why = PlainTextField(label=_("Why the meeting is cancelled"), help_text=_("Everybody invited reads it."))


def _instant(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, BRUSSELS).astimezone(UTC)


def _every(first: date, every: int, unit: str, until: date) -> list[date]:
    """The working days of a series; a month that is too short takes its last day."""
    days, n = [], 0
    while (day := _later(first, every * n, unit)) <= until:
        while not is_working_day(day):
            day += timedelta(days=1)
        days.append(day)
        n += 1
    return [day for day in days if day <= until]


def _later(first: date, count: int, unit: str) -> date:
    if unit == "weeks":
        return first + timedelta(weeks=count)
    months = first.year * 12 + first.month - 1 + count
    year, month = divmod(months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(after - timedelta(days=1), date(year, month + 1, 1) + timedelta(days=first.day - 1))
