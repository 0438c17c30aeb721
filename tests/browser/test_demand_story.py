"""A nation shares a requirement, line by line: with Allies by name and with industry in aggregate; and withdraws it.

What the other nations give industry stands before the story begins; the rule is told in docs/security.md.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from boards.models import Nation
from dipb_portal.ui.moments import in_words
from tests import demand_scenarios
from tests.browser.people import Person, fr, said
from tests.scenarios import People
from workinggroups.models import OutlookRelease
from workinggroups.queries.plans import horizon

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CATEGORY, CATEGORY_FR = "Armoured vehicles", "Véhicules blindés"
TITLE, TITLE_FR = "Wheeled vehicles for two brigades", "Véhicules à roues pour deux brigades"
NOTE = "Follows the programming law."
FIRST, SECOND = 40, 120  # what France needs
OTHERS = (100, 110, 121)  # what each of four others gives industry: 400, 440 and 484 in all
GIVEN, LEFT = ["400", "560", "480"], ["400", "not given", "480"]


def test_a_nation_shares_with_industry_in_aggregate_and_withdraws(
    person: Person, people: People, tmp_path: Path
) -> None:
    years = horizon()[2:5]
    for head in demand_scenarios.heads(4):
        needed = dict(zip(years, OTHERS, strict=True))
        demand_scenarios.share(demand_scenarios.requirement(head, years=needed), head, "own", industry=True)
    an_expert_enters_a_requirement(person("expert.fra"), years)
    nobody_else_sees_it(person("head.deu"))
    the_head_decides_line_by_line(person("head.fra"), years)
    germany_sees_it_by_name(person("head.deu"), years)
    secretariat_releases_the_outlook(person("secretariat"))
    industry_reads_sums_and_no_nation(person("niag"), GIVEN, tmp_path)
    the_head_withdraws(person("head.fra"))
    industry_reads_sums_and_no_nation(person("niag"), LEFT, tmp_path)
    nobody_else_sees_it(person("head.deu"))


def open_demand(page: Page, entry: str) -> None:
    """A page of the section, through the menu."""
    words = fr if page.locator("html").get_attribute("lang") == "fr" else str
    page.get_by_role("navigation", name=words("Main")).get_by_role("link", name=words("Demand"), exact=True).click()
    page.get_by_role("navigation", name=words("Demand"), exact=True).get_by_role("link", name=words(entry)).click()


def an_expert_enters_a_requirement(page: Page, years: Sequence[int]) -> None:
    """Two years of three; whom it is shared with is not the expert's to decide."""
    open_demand(page, "Requirements and plans")
    page.get_by_role("link", name="Enter a requirement").first.click()
    page.get_by_label("Category").select_option(label=f"{CATEGORY} (vehicles)")
    page.get_by_label("Description in English").fill(TITLE)
    page.get_by_label("Description in French").fill(TITLE_FR)
    page.get_by_label("Firm").check()
    page.get_by_label(str(years[0])).fill(str(FIRST))
    page.get_by_label(str(years[1])).fill(str(SECOND))
    page.get_by_label("Note").fill(NOTE)
    page.get_by_role("button", name="Save the requirement").click()
    expect(said(page)).to_contain_text("Only your own delegation sees it")
    expect(page.get_by_role("link", name="Decide who sees it")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("The head of delegation or the deputy decides who sees it.")


def the_head_decides_line_by_line(page: Page, years: Sequence[int]) -> None:
    open_demand(page, "Requirements and plans")
    page.get_by_role("link", name=TITLE_FR).click()
    expect(page.get_by_role("main")).to_contain_text(NOTE)
    share(page, years[0], "Chosen Allies", nation="Allemagne")
    share(page, years[1], "All Allies", industry=True)
    lines = page.get_by_role("table", name=fr("Quantities by year")).get_by_role("row")
    expect(lines.filter(has_text=str(years[0]))).to_contain_text("Allemagne")
    expect(lines.filter(has_text=str(years[0]))).to_contain_text(fr("No"))
    expect(lines.filter(has_text=str(years[1]))).to_contain_text(fr("All Allies"))
    expect(lines.filter(has_text=str(years[1]))).to_contain_text(fr("Yes"))


def share(page: Page, chosen: int, audience: str, *, nation: str = "", industry: bool = False) -> None:
    """Decide about one year, and leave the others as they are."""
    page.get_by_role("link", name=fr("Decide who sees it")).click()
    rows = page.get_by_role("table", name=fr("Years, quantities, and who sees them now")).get_by_role("row")
    for each in rows.get_by_role("checkbox").all():
        each.uncheck()
    rows.get_by_role("checkbox", name=str(chosen)).check()
    page.get_by_role("radio", name=fr(audience)).check()
    if nation:
        page.get_by_role("checkbox", name=nation, exact=True).check()
    page.get_by_label(fr("Include these years in what is released to industry, in aggregate")).set_checked(industry)
    page.get_by_role("button", name=fr("Share it like this")).click()
    expect(said(page)).to_contain_text(fr("Done: it is shared as you chose."))


def germany_sees_it_by_name(page: Page, years: Sequence[int]) -> None:
    """Told on the desk; in the outlook France stands alone, as the others gave theirs to industry only."""
    page.goto("/")
    page.get_by_role("region", name="What happened").get_by_role("link", name="France").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("main")).not_to_contain_text(NOTE)
    open_demand(page, "Demand outlook")
    table = page.get_by_role("table", name=CATEGORY)
    expect(table.get_by_role("columnheader")).to_have_text(["Nation", str(years[0]), str(years[1])])
    expect(table.locator("tbody").get_by_role("rowheader")).to_have_text(["France"])
    expect(table.locator("tbody").get_by_role("cell")).to_have_text([str(FIRST), str(SECOND)])
    # Where the years do not fit and are scrolled, the row still says whose they are.
    table.scroll_into_view_if_needed()
    table.evaluate("table => { table.parentElement.style.inlineSize = '6rem'; table.parentElement.scrollLeft = 999 }")
    expect(table.get_by_role("columnheader", name="Nation")).to_be_in_viewport(ratio=0.9)
    expect(table.get_by_role("rowheader", name="France")).to_be_in_viewport(ratio=0.9)


def nobody_else_sees_it(page: Page) -> None:
    open_demand(page, "Requirements and plans")
    expect(page.get_by_role("main")).to_contain_text("No requirement to show.")
    expect(page.get_by_role("main")).not_to_contain_text(TITLE)
    open_demand(page, "Demand outlook")
    expect(page.get_by_role("main")).to_contain_text("Nothing to sum.")


def secretariat_releases_the_outlook(page: Page) -> None:
    """Seeing no figure before, and of the nations only what every Ally sees."""
    open_demand(page, "Released to industry")
    page.get_by_role("link", name="Release the outlook").click()
    expect(page.get_by_role("main")).to_contain_text("There is no preview")
    page.get_by_label("NATO Industrial Advisory Group").check()
    page.get_by_role("button", name="Release it now").click()
    expect(said(page)).to_contain_text("The demand outlook is released.")


def industry_reads_sums_and_no_nation(page: Page, figures: list[str], downloads: Path) -> None:
    """The figures, when they were released and by whom; the same in the list, in the release and in what one takes."""
    release = OutlookRelease.objects.get()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Demand").click()
    row = page.get_by_role("table", name="Releases").get_by_role("row").filter(has_text=str(release))
    for told in (in_words(release.released_at, "full"), "Secretariat", "NIAG"):
        expect(row).to_contain_text(told)
    read_figures(page, figures)
    page.get_by_role("link", name=str(release)).click()
    read_figures(page, figures)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a spreadsheet (CSV)").click()
    taken = downloads / "figures.csv"
    download.value.save_as(taken)
    words = taken.read_text()
    assert [figure in words for figure in GIVEN] == [figure in figures for figure in GIVEN]
    assert not [name for name in allies() if name in words]


def read_figures(page: Page, figures: list[str]) -> None:
    table = page.get_by_role("table", name=f"{CATEGORY}, in vehicles, by year")
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Figure", exact=True))
    expect(row.get_by_role("cell")).to_contain_text(figures)
    words = page.locator("body").inner_text()
    assert not [name for name in allies() if name in words]


def allies() -> list[str]:
    """Each Ally by all its names."""
    nations = Nation.objects.filter(ally=True)
    return [name for nation in nations for name in (nation.name_en, nation.name_fr, nation.alpha3)]


def the_head_withdraws(page: Page) -> None:
    open_demand(page, "Requirements and plans")
    page.get_by_role("link", name=TITLE_FR).click()
    page.get_by_role("button", name=fr("Withdraw from everybody")).click()
    expect(said(page)).to_contain_text(fr("Withdrawn: only your own delegation sees it from now on."))
    lines = page.get_by_role("table", name=fr("Quantities by year"))
    expect(lines.get_by_role("cell", name=fr("Own delegation only"))).to_have_count(2)
    expect(lines.get_by_role("cell", name=fr("No"), exact=True)).to_have_count(2)
