"""What requirements are counted in. Data of the customer's; the admin may change them later."""

# code, English and French name, English and French unit, step to which figures released to industry are rounded
_CATEGORIES = (
    ("artillery-155", "155 mm artillery ammunition", "Munitions d’artillerie de 155 mm", "rounds", "coups", 1000),
    ("tank-120", "120 mm tank ammunition", "Munitions de char de 120 mm", "rounds", "coups", 500),
    ("mortar-120", "120 mm mortar ammunition", "Munitions de mortier de 120 mm", "rounds", "coups", 500),
    (
        "small-arms",
        "Small-arms ammunition",
        "Munitions de petit calibre",
        "thousand rounds",
        "milliers de cartouches",
        500,
    ),
    ("interceptors", "Air-defence interceptors", "Intercepteurs de défense aérienne", "missiles", "missiles", 10),
    ("anti-tank", "Anti-tank missiles", "Missiles antichars", "missiles", "missiles", 50),
    ("armoured", "Armoured vehicles", "Véhicules blindés", "vehicles", "véhicules", 10),
    ("uas", "Uncrewed aircraft systems", "Systèmes d’aéronefs sans équipage", "systems", "systèmes", 50),
    ("propellant", "Propellant powder", "Poudres propulsives", "tonnes", "tonnes", 50),
    ("explosives", "Military explosives", "Explosifs militaires", "tonnes", "tonnes", 50),
)

_COLUMNS = ("code", "name_en", "name_fr", "unit_en", "unit_fr", "rounding", "rank")

# The twelve defence-critical raw materials: code, English and French name
_MATERIALS = (
    ("aluminium", "Aluminium", "Aluminium"),
    ("beryllium", "Beryllium", "Béryllium"),
    ("cobalt", "Cobalt", "Cobalt"),
    ("gallium", "Gallium", "Gallium"),
    ("germanium", "Germanium", "Germanium"),
    ("graphite", "Graphite", "Graphite"),
    ("lithium", "Lithium", "Lithium"),
    ("manganese", "Manganese", "Manganèse"),
    ("platinum", "Platinum", "Platine"),
    ("rare-earths", "Rare earth elements", "Terres rares"),
    ("titanium", "Titanium", "Titane"),
    ("tungsten", "Tungsten", "Tungstène"),
)

# Entered by the command `bootstrap`: model, the column that tells whether a row is there, the rows.
REFERENCE_DATA = (
    (
        "Category",
        "code",
        tuple(dict(zip(_COLUMNS, (*row, rank), strict=True)) for rank, row in enumerate(_CATEGORIES)),
    ),
    (
        "Material",
        "code",
        tuple(
            {"code": code, "name_en": en, "name_fr": fr, "rank": rank} for rank, (code, en, fr) in enumerate(_MATERIALS)
        ),
    ),
)
