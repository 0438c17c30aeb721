"""A small grammar of the Board's language, in English and French: the same words come in many combinations."""

from random import Random

Pair = tuple[str, str]

# English, French with its article, French after "de".
THINGS = (
    ("155 mm ammunition", "les munitions de 155 mm", "des munitions de 155 mm"),
    ("propellant", "la poudre propulsive", "de la poudre propulsive"),
    ("nitrocellulose", "la nitrocellulose", "de la nitrocellulose"),
    ("air defence interceptors", "les intercepteurs de défense aérienne", "des intercepteurs de défense aérienne"),
    ("solid rocket motors", "les moteurs-fusées à propergol solide", "des moteurs-fusées à propergol solide"),
    ("rare earth magnets", "les aimants à terres rares", "des aimants à terres rares"),
    ("titanium forgings", "les pièces forgées en titane", "des pièces forgées en titane"),
    ("guidance sections", "les sections de guidage", "des sections de guidage"),
    ("gun barrels", "les tubes d’artillerie", "des tubes d’artillerie"),
    ("armour steel", "l’acier de blindage", "de l’acier de blindage"),
    ("infrared detectors", "les détecteurs infrarouges", "des détecteurs infrarouges"),
    ("explosive fillings", "les chargements explosifs", "des chargements explosifs"),
    ("fuzes", "les fusées de munitions", "des fusées de munitions"),
    ("unmanned aircraft", "les aéronefs sans équipage", "des aéronefs sans équipage"),
    ("sonobuoys", "les bouées acoustiques", "des bouées acoustiques"),
    ("torpedo batteries", "les batteries de torpilles", "des batteries de torpilles"),
    ("microelectronics", "la microélectronique", "de la microélectronique"),
    ("tungsten penetrators", "les pénétrateurs en tungstène", "des pénétrateurs en tungstène"),
    ("beryllium alloys", "les alliages de béryllium", "des alliages de béryllium"),
    ("thermal batteries", "les piles thermiques", "des piles thermiques"),
    ("loading lines", "les lignes de chargement", "des lignes de chargement"),
    ("spare parts", "les pièces de rechange", "des pièces de rechange"),
    ("proof ranges", "les champs de tir d’épreuve", "des champs de tir d’épreuve"),
    ("machine tools", "les machines-outils", "des machines-outils"),
    ("optical glass", "le verre optique", "du verre optique"),
    ("carbon fibre", "la fibre de carbone", "de la fibre de carbone"),
    ("germanium", "le germanium", "du germanium"),
    ("gallium", "le gallium", "du gallium"),
    ("cobalt", "le cobalt", "du cobalt"),
    ("graphite", "le graphite", "du graphite"),
    ("lithium", "le lithium", "du lithium"),
    ("manganese", "le manganèse", "du manganèse"),
    ("bridge-laying vehicles", "les véhicules poseurs de ponts", "des véhicules poseurs de ponts"),
    ("counter-mine charges", "les charges de déminage", "des charges de déminage"),
    ("mortar bombs", "les obus de mortier", "des obus de mortier"),
    ("radar modules", "les modules de radar", "des modules de radar"),
    ("night-vision goggles", "les jumelles de vision nocturne", "des jumelles de vision nocturne"),
    ("parachutes", "les parachutes", "des parachutes"),
    ("ball bearings", "les roulements à billes", "des roulements à billes"),
    ("marine gearboxes", "les réducteurs marins", "des réducteurs marins"),
    ("turbine blades", "les aubes de turbine", "des aubes de turbine"),
    ("field generators", "les groupes électrogènes de campagne", "des groupes électrogènes de campagne"),
    ("satellite terminals", "les terminaux satellitaires", "des terminaux satellitaires"),
    ("encryption devices", "les équipements de chiffrement", "des équipements de chiffrement"),
    ("tank tracks", "les chenilles de char", "des chenilles de char"),
    ("aluminium plate", "la tôle d’aluminium", "de la tôle d’aluminium"),
    ("ceramic armour", "les blindages céramiques", "des blindages céramiques"),
    ("detonators", "les détonateurs", "des détonateurs"),
    ("protective masks", "les masques de protection", "des masques de protection"),
    ("medical kits", "les trousses médicales", "des trousses médicales"),
    ("aviation fuel", "le carburant aviation", "du carburant aviation"),
    ("smoke grenades", "les grenades fumigènes", "des grenades fumigènes"),
    ("laser designators", "les désignateurs laser", "des désignateurs laser"),
    ("inertial sensors", "les capteurs inertiels", "des capteurs inertiels"),
    ("printed circuits", "les circuits imprimés", "des circuits imprimés"),
    ("wheeled ambulances", "les ambulances à roues", "des ambulances à roues"),
)

TITLES: tuple[Pair, ...] = (
    ("Production levels of {a}", "Niveaux de production {da}"),
    ("Sources of supply for {a}", "Sources d’approvisionnement pour {fa}"),
    ("Common qualification of {a}", "Qualification commune {da}"),
    ("Stocks and replenishment of {a}", "Stocks et recomplètement {da}"),
    ("Early warning of shortages of {a}", "Alerte précoce en cas de pénurie {da}"),
    ("Joint procurement of {a}", "Acquisition conjointe {da}"),
    ("Interchangeability of {a} and {b}", "Interchangeabilité {da} et {db}"),
    ("Recycling and recovery of {a}", "Recyclage et récupération {da}"),
    ("Lead times of {a}", "Délais de livraison {da}"),
    ("Surge capacity for {a}", "Capacité de montée en cadence pour {fa}"),
    ("Transport and transit of {a}", "Transport et transit {da}"),
    ("Workforce for the manufacture of {a}", "Main-d’œuvre pour la fabrication {da}"),
    ("Repair data and maintenance of {a}", "Données de réparation et maintenance {da}"),
    ("Long-term demand for {a}", "Demande à long terme pour {fa}"),
    ("Sharing of test reports on {a}", "Partage des rapports d’essais concernant {fa}"),
)

SENTENCES: tuple[Pair, ...] = (
    (
        "Allies report once a year what they can produce of {a} in peace, crisis and conflict.",
        "Les Alliés communiquent une fois par an ce qu’ils peuvent produire {da} en temps de paix, de crise et de "
        "conflit.",
    ),
    (
        "The group recommends that orders for {a} be placed together for at least {n} years.",
        "Le groupe recommande que les commandes {da} soient passées ensemble pour au moins {n} ans.",
    ),
    (
        "Lead times of {n} months for {a} hold back deliveries of {b}.",
        "Des délais de {n} mois pour {fa} freinent les livraisons {db}.",
    ),
    (
        "Industry asks for a steady demand signal before it invests in new capacity for {a}.",
        "L’industrie demande un signal de demande stable avant d’investir dans de nouvelles capacités pour {fa}.",
    ),
    (
        "A second source of {a} is to be qualified within {n} months, and its test reports shared.",
        "Une deuxième source {da} doit être qualifiée dans un délai de {n} mois, et ses rapports d’essais partagés.",
    ),
    (
        "Stocks of {a} are counted in days of supply, by nation, and the figures stay with the nation.",
        "Les stocks {da} sont comptés en jours d’approvisionnement, par pays, et les chiffres restent au pays.",
    ),
    (
        "Where a shortage of {a} is foreseen, the secretariat tells the members within {n} working days.",
        "Lorsqu’une pénurie {da} est prévue, le secrétariat en avertit les membres dans les {n} jours ouvrables.",
    ),
    (
        "The standard for {a} is applied without national exceptions, save those declared in advance.",
        "La norme relative à la fabrication {da} s’applique sans exception nationale, sauf déclaration préalable.",
    ),
    (
        "Scrap from the machining of {a} is recovered and returned to smelters of the Alliance.",
        "Les rebuts d’usinage {da} sont récupérés et rendus aux fonderies de l’Alliance.",
    ),
    (
        "Transit of {a} through {n} nations needs one notification in place of {n} licences.",
        "Le transit {da} par {n} pays demande une notification au lieu de {n} licences.",
    ),
    (
        "The workforce that makes {a} is trained over {n} months; apprentices are counted as capacity.",
        "La main-d’œuvre qui fabrique {fa} est formée en {n} mois ; les apprentis comptent comme capacité.",
    ),
    (
        "Energy prices make up {n} per cent of the cost of {a} and are to be watched.",
        "Le prix de l’énergie représente {n} pour cent du coût {da} et doit être suivi.",
    ),
    (
        "The lessons of deliveries of {a} to Ukraine are drawn every {n} months.",
        "Les enseignements des livraisons {da} à l’Ukraine sont tirés tous les {n} mois.",
    ),
    (
        "Nothing here obliges a nation to share commercial data on {a} or {b}.",
        "Rien ici n’oblige un pays à communiquer des données commerciales sur {fa} ou {fb}.",
    ),
    (
        "Small suppliers of {a} receive {n} per cent of the price when the order is placed.",
        "Les petits fournisseurs {da} reçoivent {n} pour cent du prix à la commande.",
    ),
    (
        "The obsolescence of components for {a} is reported to the group twice a year.",
        "L’obsolescence des composants {da} est signalée au groupe deux fois par an.",
    ),
    (
        "Export licences for {a} take {n} weeks, which each capital counts in its own way.",
        "Les licences d’exportation {da} prennent {n} semaines, que chaque capitale compte à sa façon.",
    ),
    (
        "A framework contract with options lets smaller nations join the purchase of {a} later.",
        "Un contrat-cadre à options permet aux petits pays de se joindre plus tard à l’achat {da}.",
    ),
    (
        "Additive manufacturing shortens the repair of tooling for {a}, once its drawings are certified.",
        "La fabrication additive raccourcit la réparation des outillages {da}, une fois leurs plans certifiés.",
    ),
    (
        "Insurers refuse storage of {a} near dwellings; {n} sites would need new permits.",
        "Les assureurs refusent le stockage {da} près des habitations ; {n} sites auraient besoin de nouveaux permis.",
    ),
    (
        "Cyber attacks on the makers of {a} are reported within {n} hours through the national authority.",
        "Les cyberattaques contre les fabricants {da} sont signalées dans les {n} heures par l’autorité nationale.",
    ),
    (
        "Inspection of {a} by one government serves all, under mutual acceptance of quality assurance.",
        "L’inspection {da} par un gouvernement vaut pour tous, au titre de l’acceptation mutuelle de l’assurance "
        "qualité.",
    ),
    (
        "Rail wagons fit for {a} are booked {n} days ahead and wait at the change of gauge.",
        "Les wagons aptes au transport {da} se réservent {n} jours à l’avance et attendent au changement d’écartement.",
    ),
    (
        "The European Union’s instruments and those of the Alliance for {a} are applied side by side, not twice.",
        "Les instruments de l’Union européenne et ceux de l’Alliance pour {fa} s’appliquent côte à côte, sans double "
        "emploi.",
    ),
    (
        "Exclusive ownership in third countries of mines that feed {a} is mapped once in {n} months.",
        "La propriété exclusive, dans des pays tiers, des mines qui alimentent la fabrication {da} est recensée tous "
        "les {n} mois.",
    ),
    (
        "Loans at a fixed rate over {n} years would let family firms double their output of {a}.",
        "Des prêts à taux fixe sur {n} ans permettraient aux entreprises familiales de doubler leur production {da}.",
    ),
    (
        "Exercises show that consumption of {a} in the first month exceeds the planning assumption.",
        "Les exercices montrent que la consommation {da} au premier mois dépasse l’hypothèse de planification.",
    ),
    (
        "Simulation takes the place of every other live firing in the acceptance of {a}.",
        "La simulation remplace un tir réel sur deux dans la recette {da}.",
    ),
)

COMMENTS: tuple[Pair, ...] = (
    (
        "{n} months are too short for {a}: our suppliers need twice that time.",
        "{n} mois, c’est trop court pour {fa} : nos fournisseurs ont besoin du double.",
    ),
    (
        "The paragraph should also name {a}, which share the same bottleneck.",
        "Le paragraphe devrait aussi citer {fa}, qui passent par le même goulet d’étranglement.",
    ),
    (
        "Figures on {a} are sensitive and should stay with the nation.",
        "Les chiffres sur {fa} sont sensibles et devraient rester au pays.",
    ),
    (
        "We support the text and suggest a reference to the existing standard for {a}.",
        "Nous appuyons le texte et proposons un renvoi à la norme existante concernant {fa}.",
    ),
    (
        "“Shall” is too strong here; contracts for {a} are a matter for nations.",
        "« Doit » est trop fort ici ; les contrats relatifs à l’achat {da} relèvent des pays.",
    ),
    (
        "Who bears the cost of qualifying {a} a second time?",
        "Qui supporte le coût d’une deuxième qualification {da} ?",
    ),
    (
        "Editorial: {a} should be spelt as in the glossary.",
        "Rédaction : pour {fa}, reprendre la graphie du glossaire.",
    ),
    (
        "The deadline collides with the planning cycle; {n} months later would suit {b}.",
        "L’échéance tombe en plein cycle de planification ; {n} mois plus tard conviendrait pour {fb}.",
    ),
)

EXPLANATIONS: tuple[Pair, ...] = (
    ("The wording follows what was agreed for {a}.", "La formule reprend ce qui a été convenu pour {fa}."),
    ("Covered by the next paragraph, on {a}.", "Traité au paragraphe suivant, qui porte sur {fa}."),
    ("Outside the group’s mandate.", "Hors du mandat du groupe."),
)


class About:
    """What one text is about: two things, and a few of the concerns that the Board has; all its words come from them.

    Without it each sentence would be about something else, and a word that is sought would stand in every other text.
    """

    CONCERNS = 4

    def __init__(self, random: Random):
        self.random = random
        self.things = random.sample(THINGS, 2)
        self.concerns = tuple(random.sample(SENTENCES, self.CONCERNS))

    def pair(self, templates: tuple[Pair, ...]) -> Pair:
        """One of `templates` in both languages, its places filled alike."""
        first, second = self.things
        english, french = self.random.choice(templates)
        number = self.random.randint(2, 36)
        return (
            english.format(a=first[0], b=second[0], n=number),
            french.format(fa=first[1], fb=second[1], da=first[2], db=second[2], n=number),
        )

    def title(self) -> Pair:
        return self.pair(TITLES)

    def text(self, sentences: int) -> Pair:
        """A paragraph of so many sentences, as the canonical HTML of rich text."""
        english, french = zip(*(self.pair(self.concerns) for _ in range(sentences)), strict=True)
        return f"<p>{' '.join(english)}</p>", f"<p>{' '.join(french)}</p>"

    def said(self, templates: tuple[Pair, ...], language: str) -> str:
        return self.pair(templates)[language == "fr"]
