# SPDX-License-Identifier: MIT
"""Invented French of regional tech news: every sentence here was written for this project."""

CITIES = ["Orléans", "Tours", "Blois", "Bourges", "Rennes", "Brest", "Lannion", "Nantes", "Angers", "Laval", "Lille",
          "Amiens", "Rouen", "Caen", "Strasbourg", "Nancy", "Reims", "Dijon", "Besançon", "Lyon", "Grenoble",
          "Saint-Étienne", "Clermont-Ferrand", "Le Puy-en-Velay", "Limoges", "Poitiers", "La Rochelle", "Bordeaux",
          "Pau", "Toulouse", "Albi", "Montpellier", "Nîmes", "Marseille", "Nice", "Bastia", "Fort-de-France"]
FIRMS = ["Nivalis", "BerryVolt", "Orphéon", "Kerlabo", "Aquadrone", "Lumicéa", "Tressage", "Boréalys", "Septimane",
         "Filature 21", "Micado Santé", "Vélodyssée", "Galet Bleu", "Pixaroc", "Hydromeuse", "Candela Labs",
         "Sillage", "Argonite", "Mirabelle Data", "Terroirs & Cie"]
PEOPLE = ["Claire Morvan", "Yann Le Goff", "Samira Belkacem", "Hugo Lacaze", "Anne-Lise Roussel", "Pascal Herbin",
          "Inès Fournier", "Mathieu Carpentier", "Solène Guérin", "Dominique Faure", "Karim Haddad", "Élodie Vasseur"]
FIELDS = ["la santé numérique", "l'agriculture de précision", "la cybersécurité", "le stockage de l'énergie",
          "la photonique", "la logistique fluviale", "le textile technique", "la formation à distance",
          "la maintenance industrielle", "le réemploi des matériaux", "la réalité virtuelle", "le tourisme durable"]
BODIES = ["la métropole", "la Région", "la chambre de commerce", "l'agence d'innovation", "l'université",
          "le pôle de compétitivité", "l'incubateur", "le département", "la communauté d'agglomération"]
SENTENCES = [
    "{firm}, qui emploie {n} personnes à {city}, annonce une levée de fonds de {m} millions d'euros.",
    "« Nous voulions rester à {city} parce que nos premiers clients y sont », explique {person}, qui dirige {firm}.",
    "L'opération a été menée avec deux fonds régionaux et l'appui de {body}.",
    "Le projet porte sur {field}, un domaine où les laboratoires de {city} ont une longueur d'avance.",
    "Selon {person}, il aura fallu près de {n} mois pour convaincre les banques de suivre.",
    "À terme, l'entreprise espère ouvrir un second atelier près de {city} et recruter une {n}aine de techniciens.",
    "La question du logement des salariés reste pourtant entière, reconnaît-on du côté de {body}.",
    "Depuis {year}, {body} a soutenu {n} projets du même genre, dont une moitié a survécu à ses trois premières années.",
    "Le bâtiment, une ancienne filature de {n}00 mètres carrés, doit être livré au printemps.",
    "« On nous avait prédit l'échec, et nous avons signé {n} contrats en un an », sourit {person}.",
    "Les élus ont voté la subvention à une courte majorité, après un débat de plus de deux heures.",
    "L'idée est née d'une rencontre, en marge d'un salon à {city}, entre deux ingénieurs qui ne se connaissaient pas.",
    "Pour l'instant, les essais se déroulent sur un seul site, mais d'autres communes se sont portées candidates.",
    "Aucun de ces chiffres n'a été contesté lors de la présentation du bilan.",
    "{person} rappelle que la filière compte déjà {n} entreprises et près de {n}00 emplois dans le bassin de {city}.",
    "Ce choix n'a rien d'évident : les concurrents allemands vendent le même service deux fois moins cher.",
    "Reste à savoir si les industriels du territoire accepteront de partager leurs données.",
    "Une convention a été signée avec {body} pour former chaque année une centaine d'apprentis.",
    "Le premier prototype, présenté en {year}, pesait plus de {n} kilos et tombait en panne tous les matins.",
    "Interrogée sur le calendrier, {person} préfère rester prudente et parle de l'automne prochain.",
    "Les usagers, eux, attendent surtout que l'application fonctionne hors connexion dans les vallées.",
    "C'est aussi une manière de retenir à {city} des diplômés qui partaient jusque-là vers Paris.",
    "Trois autres jeunes pousses, dont {firm}, se partagent désormais le rez-de-chaussée.",
    "La société n'a pas souhaité communiquer son chiffre d'affaires, qui aurait doublé en un an.",
    "Dans le détail, {m} millions iront à la recherche et le reste à l'équipe commerciale.",
    "Le jury a retenu {n} dossiers sur les {n}0 qui lui avaient été adressés.",
    "On y croise des chercheurs, des artisans, quelques retraités curieux et beaucoup d'étudiants.",
    "« L'argent ne suffit pas, il faut des clients », résume {person}.",
    "L'association gère le lieu avec deux salariés et une quarantaine de bénévoles.",
    "En cas de succès, le dispositif serait étendu à l'ensemble de la région dès l'année suivante.",
]
LEADS = [
    "Installée à {city}, {firm} veut faire de {field} une spécialité locale, avec l'appui de {body}.",
    "Trois ans après sa création, {firm} change d'échelle et s'installe dans un ancien entrepôt de {city}.",
    "{body} a présenté mardi un plan pour {field}. Les entreprises de {city} l'attendaient depuis longtemps.",
    "Un appel à projets ouvre à {city} : {n} équipes seront accompagnées pendant un an autour de {field}.",
]
TITLES = [
    "{firm} lève {m} millions d'euros pour s'agrandir à {city}",
    "À {city}, {field} cherche encore son modèle",
    "{city} : {body} parie sur {field}",
    "Pourquoi {firm} quitte {city}",
    "{field} : ce que prépare {city}",
    "Portrait : {person}, la patronne de {firm}",
    "Un an après, que devient {firm} ?",
    "{city} veut attirer les start-up de {field2}",
]
HEADINGS = ["Un financement en deux temps", "Des clients avant tout", "Le pari de la proximité", "Et maintenant ?",
            "Une filière qui se structure", "L'appui des collectivités", "Des recrutements difficiles",
            "Une technologie éprouvée", "Ce qui change pour les habitants", "Les étapes à venir"]
CAPTIONS = ["L'atelier de {firm}, à {city}. © {person}", "{person}, lors de l'inauguration (photo {firm}).",
            "Le futur bâtiment, vu du quai. Crédit : agence Trois Rives", "Photo d'archives : {city}, en {year}.",
            "Les équipes de {firm} devant leur prototype."]
ITEMS = ["un accompagnement individuel pendant {n} mois", "l'accès gratuit aux ateliers de {city}",
         "une aide de {n} 000 euros, versée en deux fois", "la mise en relation avec {n} industriels",
         "un bureau partagé au centre de {city}", "deux journées de formation à {field}"]
COMMENTS = [
    "Bravo à toute l'équipe, ça fait plaisir de voir ça chez nous !",
    "Encore de l'argent public pour des gens qui partiront à Paris dans deux ans…",
    "Je travaille juste à côté, le bâtiment est superbe mais il n'y a pas une place pour se garer.",
    "Quelqu'un sait-il s'ils prennent des stagiaires ? Mon fils cherche depuis des mois.",
    "L'article oublie de dire que la première tentative, en {year}, avait coûté {n}0 000 euros à la commune.",
    "Merci pour cet éclairage. Il manque quand même l'avis des riverains.",
    "@{first} : vous confondez avec l'autre société, celle de {city}.",
    "Très bonne nouvelle. On en reparle dans un an pour compter les emplois réellement créés.",
    "Moi j'y crois. J'ai testé leur produit au salon et franchement ça marche.",
    "On aimerait surtout que la fibre arrive dans les villages avant de parler de tout ça.",
    "C'est dommage que personne ne parle des sous-traitants, qui ont tout développé.",
    "+1, il était temps que {city} se réveille.",
]
NAV = ["Accueil", "Actualités", "Économie", "Innovation", "Start-up", "Agenda", "Emploi", "Territoires", "Vidéos",
       "Podcasts", "Dossiers", "Annuaire", "Contact", "À propos", "Politique", "Culture", "Sport", "Adhérer"]
FOOT = ["Mentions légales", "Plan du site", "Politique de confidentialité", "Gestion des cookies", "Nous contacter",
        "Publicité", "CGU", "Accessibilité : partiellement conforme", "Flux RSS", "Qui sommes-nous ?"]
COOKIES = [
    "Ce site utilise des cookies pour mesurer son audience et améliorer votre expérience. Vous pouvez les accepter ou "
    "les refuser à tout moment.",
    "Nous et nos {n}0 partenaires stockons des informations sur votre appareil afin de vous proposer des contenus "
    "adaptés. Votre choix sera conservé pendant six mois.",
    "En poursuivant votre navigation, vous acceptez le dépôt de cookies destinés à réaliser des statistiques de visites.",
]
LETTERS = [
    "Recevez chaque semaine l'essentiel de l'innovation en région, directement dans votre boîte mail.",
    "Inscrivez-vous à notre lettre : une sélection d'articles, le jeudi, sans publicité.",
    "Vous pouvez vous désinscrire à tout moment grâce au lien placé au bas de chaque envoi.",
]
SITES = ["La Gazette des Ateliers", "Le Fil des Régions", "Ouest Entreprendre", "Rhône Numérique", "L'Écho du Plateau",
         "Nord Innovation", "Le Carnet de la Tech", "Territoires en Tête", "Sud Démarrage", "Le Journal des Filières"]
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre"]


class Author:
    """Draws texts from one random generator."""

    def __init__(self, rng):
        self.rng = rng
        self.firm, self.city, self.person = (rng.choice(x) for x in (FIRMS, CITIES, PEOPLE))
        self.used = set()

    def fill(self, text):
        r = self.rng
        near = lambda own, pool: own if r.random() < .5 else r.choice(pool)
        field = r.choice(FIELDS)
        out = text.format(firm=near(self.firm, FIRMS), city=near(self.city, CITIES), person=near(self.person, PEOPLE),
                          body=r.choice(BODIES), field=field, field2=field, n=r.randint(2, 60),
                          m=r.randint(1, 15), year=r.randint(2009, 2023), first=r.choice(PEOPLE).split()[0])
        for a, b in (("de le ", "du "), ("de les ", "des "), ("à le ", "au ")):
            out = out.replace(a, b)
        return out[0].upper() + out[1:]

    def fresh(self, pool):
        left = [t for t in pool if t not in self.used] or pool
        text = self.rng.choice(left)
        self.used.add(text)
        return self.fill(text)

    def paragraph(self, low=2, high=5):
        return " ".join(self.fresh(SENTENCES) for _ in range(self.rng.randint(low, high)))

    def title(self):
        return self.fill(self.rng.choice(TITLES))

    def titles(self, n):
        return [self.title() for _ in range(n)]

    def lead(self):
        return self.fill(self.rng.choice(LEADS))

    def caption(self):
        return self.fresh(CAPTIONS)

    def heading(self):
        return self.fresh(HEADINGS)

    def item(self):
        return self.fresh(ITEMS)

    def comment(self):
        return " ".join(self.fresh(COMMENTS) for _ in range(self.rng.randint(1, 3)))

    def some(self, pool, n):
        return self.rng.sample(pool, n)

    def name(self):
        return self.rng.choice(PEOPLE)

    def date(self):
        r = self.rng
        return r.randint(2012, 2023), r.randint(1, 12), r.randint(1, 28)


def french(date):
    year, month, day = date
    return "%s %s %d" % ("1er" if day == 1 else day, MONTHS[month - 1], year)


def iso(date):
    return "%04d-%02d-%02d" % date
