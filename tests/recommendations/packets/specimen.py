"""A realistic, fictitious packet that scales with its recommendations, their paragraphs and comments."""

from datetime import UTC, date, datetime
from hashlib import sha256

from recommendations.packets.contents import (
    Action,
    Addressee,
    Agreement,
    Capacity,
    ChainHead,
    Comment,
    Consultation,
    Contents,
    Edition,
    Event,
    Fact,
    IndustryAdvice,
    Level,
    Matrix,
    Milestone,
    Paragraph,
    Party,
    Position,
    Recommendation,
    Reservation,
    Standard,
    Step,
    Text,
)  # fmt: skip

ALLIES = (
    "ALB Albania Albanie|BEL Belgium Belgique|BGR Bulgaria Bulgarie|CAN Canada Canada|HRV Croatia Croatie"
    "|CZE Czechia Tchéquie|DNK Denmark Danemark|EST Estonia Estonie|FIN Finland Finlande|FRA France France"
    "|DEU Germany Allemagne|GRC Greece Grèce|HUN Hungary Hongrie|ISL Iceland Islande|ITA Italy Italie"
    "|LVA Latvia Lettonie|LTU Lithuania Lituanie|LUX Luxembourg Luxembourg|MNE Montenegro Monténégro"
    "|NLD Netherlands Pays-Bas|MKD North_Macedonia Macédoine_du_Nord|NOR Norway Norvège|POL Poland Pologne"
    "|PRT Portugal Portugal|ROU Romania Roumanie|SVK Slovakia Slovaquie|SVN Slovenia Slovénie|ESP Spain Espagne"
    "|SWE Sweden Suède|TUR Türkiye Türkiye|GBR United_Kingdom Royaume-Uni|USA United_States États-Unis"
)
NATIONS = tuple(
    Party(code, Text(en.replace("_", " "), fr.replace("_", " ")))
    for code, en, fr in (nation.split() for nation in ALLIES.split("|"))
)
DENMARK = NATIONS[6]
PARAGRAPHS = (
    (
        "1.",
        0,
        "<p>The Board recommends that Allies adopt, as a common planning reference, the required levels of industrial "
        "capacity for land munitions set out below, in peace, in crisis and in conflict.</p>",
        "<p>Le Bureau recommande que les pays de l’Alliance adoptent, comme référence commune de planification, les "
        "niveaux requis de capacité industrielle pour les munitions terrestres présentés ci-après, en temps de paix, "
        "de crise et de conflit.</p>",
    ),
    (
        "2.",
        0,
        "<p>Each Ally remains free to decide how it contributes: by national production, by multinational "
        "procurement, or by holding surge equipment in reserve. In particular, Allies are invited to:</p>",
        "<p>Chaque pays reste libre de décider de sa contribution : production nationale, acquisition multinationale "
        "ou maintien en réserve d’équipements de montée en puissance. Les pays sont notamment invités :</p>",
    ),
    (
        "(a)",
        1,
        "<p>include the required levels in national plans by 30 June 2027;</p>",
        "<p>à inscrire les niveaux requis dans leurs plans nationaux d’ici au 30 juin 2027 ;</p>",
    ),
    (
        "(b)",
        1,
        "<p>give preference to designs that are <em>interchangeable</em> under the relevant standards"
        '<span class="footnote">'
        "STANAG 4425 and AOP-29 are cited as examples.</span>;</p>",
        '<p>à privilégier les modèles <em>interchangeables</em> au regard des normes pertinentes<span class="footnote">'
        "Le STANAG 4425 et l’AOP-29 sont cités à titre d’exemple.</span> ;</p>",
    ),
    (
        "3.",
        0,
        "<p><strong>Rationale.</strong> A level stated in advance shortens the time between a political decision and "
        "the first delivery. Experience since 2022 shows that eighteen to thirty months are lost where tooling, "
        "qualification and energetic materials have to be sought one after the other.</p>"
        "<ul><li>Tooling: eight months on average.</li><li>Qualification: six to ten months.</li></ul>",
        "<p><strong>Justification.</strong> Un niveau fixé d’avance réduit le délai entre la décision politique et la "
        "première livraison. L’expérience acquise depuis 2022 montre que dix-huit à trente mois sont perdus lorsque "
        "l’outillage, la qualification et les matières énergétiques doivent être recherchés successivement.</p>"
        "<ul><li>Outillage : huit mois en moyenne.</li><li>Qualification : six à dix mois.</li></ul>",
    ),
    (
        "4.",
        0,
        "<p>Required levels, as an index (peace = 100):</p><table><thead><tr><th>Family</th><th>Crisis</th>"
        "<th>Conflict</th></tr></thead><tbody><tr><td>155 mm shells</td><td>160</td><td>240</td></tr>"
        "<tr><td>Propellant charges</td><td>150</td><td>260</td></tr></tbody></table>",
        "<p>Niveaux requis, sous forme d’indice (paix = 100) :</p><table><thead><tr><th>Famille</th><th>Crise</th>"
        "<th>Conflit</th></tr></thead><tbody><tr><td>Obus de 155 mm</td><td>160</td><td>240</td></tr>"
        "<tr><td>Charges propulsives</td><td>150</td><td>260</td></tr></tbody></table>",
    ),
    (
        "5.",
        0,
        "<p>Stocks may be held by industry under contract, provided that the nation can call upon them within thirty "
        "days and that their age and condition are surveyed each year.</p>",
        "<p>Les stocks peuvent être détenus par l’industrie en vertu d’un contrat, à condition que le pays puisse y "
        "faire appel dans un délai de trente jours et que leur âge et leur état soient contrôlés chaque année.</p>",
    ),
)
COMMENTS = (
    ("CAN", "en", "1", "C", "“Required levels” could be read as binding on nations.",
     "adopt, as a common planning reference, the required levels", "Consensus depends on it.", "accept", ""),
    ("FRA", "fr", "(a)", "S", "L’échéance du 31 mars 2027 précède l’adoption de plusieurs plans nationaux.",
     "d’ici au 30 juin 2027", "Calendrier budgétaire national.", "accept", ""),
    ("DEU", "en", "5", "C", "Nine months at conflict level exceeds safe storage limits at several sites.",
     "at the crisis level", "Explosive safety: net explosive quantity per site.", "modify", "x"),
    ("NIAG", "en", "3", "S", "A contract of two years does not support investment in a new line.",
     "of five years or more", "Depreciation of nitration equipment is eight to twelve years.", "reject", "x"),
    ("BEL", "fr", "4", "A", "Lire « indice (paix = 100) » et non « indice 100 ».", "(paix = 100)", "", "note", ""),
)  # fmt: skip
EXPLANATION = Text("Taken up where the levels are defined.", "Repris là où les niveaux sont définis.")
CLOSED = datetime(2026, 11, 12, 16, 30, tzinfo=UTC)
EXECUTIVE = (
    Text(
        "<p>Orders placed since 2024 have raised output, but the Alliance still has no agreed statement of how much "
        "industrial capacity it needs, or how quickly it must grow. Industry invests against orders; a stated "
        "requirement gives both sides something to plan by.</p>",
        "<p>Les commandes passées depuis 2024 ont fait progresser la production, mais l’Alliance ne dispose toujours "
        "pas d’un énoncé agréé de la capacité industrielle dont elle a besoin. L’industrie investit en fonction de "
        "commandes ; un besoin exprimé donne aux deux parties un repère de planification.</p>",
    ),
    Text(
        "<p>The Board proposes required levels for two families of munitions, each stated for peace, for crisis and "
        "for conflict. One nation has attached a reservation.</p>",
        "<p>Le Bureau propose des niveaux requis pour deux familles de munitions, énoncés pour le temps de paix, la "
        "crise et le conflit. Un pays a formulé une réserve.</p>",
    ),
)
TITLE = Text(
    "Land munitions: required industrial capacity and security of supply",
    "Munitions terrestres : capacité industrielle requise et sécurité des approvisionnements",
)


TODO = (
    Fact(Text("Addressee", "Destinataire"), Text("Allies that produce ammunition", "les Alliés producteurs")),
    Fact(Text("Action", "Action"), Text("maintain the levels stated", "maintenir les niveaux déclarés")),
    Fact(Text("Lead", "Chef de file"), Text("Poland", "Pologne")),
    Fact(Text("Due", "Échéance"), Text("30 June 2027", "30 juin 2027")),
)
CAPACITY = Capacity(
    Text("155 mm shells", "Obus de 155 mm"),
    Text("rounds a year", "coups par an"),
    date(2026, 9, 30),
    24,
    (
        Level(Text("Peace", "Paix"), 100_000, 80_000, 20_000),
        Level(Text("Conflict", "Conflit"), 240_000, None, None),
    ),
)
IMPLICATIONS = (
    Fact(Text("Financial", "Financières"), Text("Standing cost of reserve lines.", "Coût des lignes de réserve.")),
    Fact(Text("Legal", "Juridiques"), Text("None identified", "Aucune incidence recensée")),
)
ADVICE = IndustryAdvice(
    "DIPB(CAP)-WP(2026)0001-REV2",
    "DIPB(CAP)-WP(2026)0001",
    Party("NIAG", Text("NIAG", "NIAG")),
    Text("Can the levels be reached?", "Les niveaux peuvent-ils être atteints ?"),
    date(2026, 9, 7),
    date(2026, 9, 21),
    "en",
    "<p>Makers can reach the crisis level within eight months.</p><ul><li>Powder comes first.</li></ul>",
    "Three of the companies heard make the products concerned.",
    Text("Taken up in paragraph 3.", "Repris au paragraphe 3."),
)


def specimen(edition: Edition = "both", recommendations: int = 1, comments: int = 12, rounds: int = 1) -> Contents:
    """A packet with so many recommendations, each with so many comments and its paragraphs so many times."""
    numbers = range(1, recommendations + 1)
    return Contents(
        reference="DIPB-D(2026)0014",
        edition=edition,
        marking=Text("NATO UNCLASSIFIED", "NATO SANS CLASSIFICATION"),
        specimen=True,
        issued=date(2026, 11, 27),
        body=Text("Defence Industrial Production Board", "Bureau Production industrielle de défense"),
        title=TITLE,
        note=Text(
            "Note by the Chair of the DIPB to the Conference of National Armaments Directors",
            "Note de la présidence du DIPB à la Conférence des directeurs nationaux des armements",
        ),
        addressee=Addressee("plenary", date(2026, 12, 8)),
        cover=(
            Text(
                "<p>I attach the report of the Defence Industrial Production Board on the required levels of "
                "industrial capacity for land munitions.</p>",
                "<p>Vous trouverez ci-joint le rapport du Bureau Production industrielle de défense sur les niveaux "
                "requis de capacité industrielle pour les munitions terrestres.</p>",
            ),
            Text(
                "<p>I do not believe that this matter requires discussion in plenary session. Consequently, unless I "
                "hear to the contrary by <strong>17:30 hrs on Friday, 4 December 2026</strong>, I shall assume that "
                "the CNAD has taken the action set out in section 2.</p>",
                "<p>Je ne pense pas que cette question nécessite un débat en session plénière. Par conséquent, sauf "
                "avis contraire me parvenant d’ici au <strong>vendredi 4 décembre 2026 à 17h30</strong>, je "
                "considérerai que la CDNA a donné à la présente la suite exposée à la section 2.</p>",
            ),
        ),
        purpose=(
            Text(
                "<p>This report responds to the tasking given to the Board on 14 May 2026.</p>",
                "<p>Le présent rapport répond au mandat donné au Bureau le 14 mai 2026.</p>",
            ),
        ),
        actions=(
            Action("note", Text("the report at sections 3 to 8", "le rapport figurant aux sections 3 à 8")),
            Action("approve", Text("recommendation 1", "la recommandation 1")),
            Action(
                "task",
                Text(
                    "the DIPB to report on implementation by 30 November 2027",
                    "le DIPB de rendre compte de la mise en œuvre pour le 30 novembre 2027",
                ),
            ),
            Action("disclose", Text("the executive summary", "le résumé")),
        ),
        summary=EXECUTIVE,
        background=(
            Text(
                "<p>The Defence Production Action Plan calls for aggregated demand, stronger production capacity and "
                "greater interoperability.</p>",
                "<p>Le plan d’action sur la production pour la défense préconise l’agrégation de la demande, le "
                "renforcement de la capacité de production et une plus grande interopérabilité.</p>",
            ),
        ),
        recommendations=tuple(_recommendation(n, rounds) for n in numbers),
        advices=(ADVICE,),
        no_advice=(
            Text(
                "<p>The other texts bear on national procedures only.</p>",
                "<p>Les autres textes ne portent que sur des procédures nationales.</p>",
            ),
        ),
        consultations=tuple(_consultation(n) for n in numbers),
        matrices=tuple(_matrix(n, comments) for n in numbers),
        way_ahead=(
            Text(
                "<p>The levels lapse after 24 months unless confirmed.</p>",
                "<p>Les niveaux deviendront caducs au bout de 24 mois s’ils ne sont pas confirmés.</p>",
            ),
        ),
        steps=(
            Step(
                date(2027, 3, 31),
                Text("Survey of existing stocks", "Recensement des stocks existants"),
                Text("Working Group on Supply Chain Security", "groupe de travail – sécurité des chaînes"),
            ),
            Step(
                date(2027, 11, 1),
                Text("Report to the CNAD", "Rapport à la CDNA"),
                Text("DIPB", "DIPB"),
            ),
        ),
        history=(
            Event(
                date(2026, 9, 4),
                "DIPB(CAP)-WP(2026)0012-REV2",
                Text("Revision agreed by the group", "Révision agréée par le groupe"),
            ),
            Event(
                date(2026, 11, 12),
                "DIPB-D(2026)0013-AS1",
                Text("Action sheet", "Note sur la suite donnée"),
            ),
        ),
        deadline=datetime(2026, 12, 4, 16, 30, tzinfo=UTC),
        signature=Text("Alex Specimen, Chair of the DIPB", "Alex Specimen, présidence du DIPB"),
        action_officer=Text("R. Exemplar, ext. 0000", "R. Exemplar, poste 0000"),
        frozen_at=datetime(2026, 11, 26, 15, 42, tzinfo=UTC),
        chain=ChainHead(18204, sha256(b"specimen").hexdigest()),
        version="0.1.0",
    )


def _recommendation(number: int, rounds: int) -> Recommendation:
    return Recommendation(
        reference=_reference(number),
        kind="recommendation",
        title=Text(
            f"Required levels of industrial capacity for land munitions, part {number}",
            f"Niveaux requis de capacité industrielle pour les munitions terrestres, partie {number}",
        ),
        facts=(
            Fact(Text("Working group", "Groupe de travail"), Text("Industrial capacity", "Capacité industrielle")),
            Fact(Text("Objective", "Objectif"), Text("Increase defence production", "Augmenter la production")),
        ),
        paragraphs=tuple(Paragraph(n, Text(en, fr), level) for n, level, en, fr in PARAGRAPHS * rounds),
        reservations=(
            Reservation(
                DENMARK,
                Text(
                    "Denmark agrees on the understanding that required levels are indicative.",
                    "Le Danemark souscrit, étant entendu que les niveaux requis sont indicatifs.",
                ),
                "1.",
            ),
        ),
        todo=TODO,
        milestones=(Milestone(date(2027, 3, 31), Text("Levels entered", "Niveaux inscrits")),),
        capacities=(CAPACITY,),
        standards=(
            Standard(
                "STANAG 4425",
                Text("Interchangeability of indirect fire ammunition", "Interchangeabilité des munitions"),
                Text("Implemented: BEL, DEU; Implementation planned: FRA", "Appliqué : BEL, DEU ; prévu : FRA"),
            ),
        ),
        implications=IMPLICATIONS,
    )


def _consultation(number: int) -> Consultation:
    codes = ("support", "support", "support_comments", "none")
    return Consultation(
        _reference(number),
        Text(f"Part {number}", f"Partie {number}"),
        Agreement("silence", "DIPB-D(2026)0013-AS1", CLOSED, datetime(2026, 11, 5, 9, tzinfo=UTC)),
        tuple(
            Position(
                nation, "reservation" if nation is DENMARK else code, None if code == "none" else date(2026, 11, 9)
            )
            for nation, code in zip(NATIONS, codes * 8, strict=True)
        ),
    )


def _matrix(number: int, comments: int) -> Matrix:
    return Matrix(
        _reference(number).replace("-REV2", ""),
        Text(f"Land munitions, part {number}", f"Munitions terrestres, partie {number}"),
        tuple(_comment(i + 1, *COMMENTS[i % len(COMMENTS)]) for i in range(comments)),
    )


def _comment(serial: int, source, language, paragraph, kind, comment, proposal, rationale, decision, why) -> Comment:
    return Comment(
        serial, source, language, paragraph, kind, comment, proposal, rationale, decision,
        EXPLANATION if why else Text(), "-REV2", "" if source == "NIAG" else "satisfied",
    )  # fmt: skip


def _reference(number: int) -> str:
    return f"DIPB(CAP)-WP(2026){number:04}-REV2"
