# SPDX-License-Identifier: MIT
"""The layouts held out: written before any rule was tuned, looked at only to report a figure."""
from html import escape as e
from words import NAV, french
from layouts_a import content, links, z

LAYOUTS = {}


def layout(function):
    LAYOUTS[function.__name__] = function
    return function


@layout
def ghost(a, m):
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>%(title)s</title><link rel="canonical" href="%(url)s"><meta
 property="og:site_name" content="%(site)s"><meta property="og:title" content="%(title)s"><meta property="article:published_time"
 content="%(iso)sT05:00:00.000Z"><script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","publisher":{"@type":"Organization",
"name":"%(site)s"},"author":{"@type":"Person","name":"%(author)s"},"headline":"%(title)s","datePublished":"%(iso)sT05:00:00.000Z"}</script></head><body
 class="post-template"><div class="gh-viewport"><header id="gh-navigation" class="gh-navigation is-left-logo"><a class="gh-navigation-logo" href="/">%(site)s
</a><ul class="nav">%(nav)s</ul><a href="#/portal/signup">S'abonner</a></header><main class="gh-main"><article class="gh-article post"><header
 class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/t"%(zany)s>Innovation</a><h1 class="gh-article-title is-title"%(ztitle)s>%(title)s</h1>
<p class="gh-article-excerpt is-body"%(zlead)s>%(lead)s</p><div class="gh-article-meta"%(zany)s><h4 class="gh-article-author-name"><a href="/a">%(author)s
</a></h4><time datetime="%(iso)s">%(date)s</time> — 5 min de lecture</div></header><section class="gh-content gh-canvas is-body">%(content)s<div
 class="kg-card kg-signup-card"><h3>%(letter)s</h3><button>Je m'inscris</button></div>%(p)s</section></article><section class="gh-container
 is-grid"><h2 class="gh-container-title">À découvrir</h2>%(cards)s</section></main><footer class="gh-footer"><div>%(site)s © %(year)s</div><a
 href="https://ghost.example">Propulsé par Ghost</a></footer></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), p="<p%s>%s</p>" % (z("body"), e(a.paragraph())),
           content=content(a, m.parts, figure='<figure class="kg-card kg-image-card"><img src="/i.png"><figcaption%s>%s</figcaption></figure>'))


@layout
def blogger(a, m):
    comments = "".join("""<li class="comment" id="c%d"><div class="comment-block"><div class="comment-header"><cite class="user"%s>%s</cite><span
 class="datetime secondary-text"%s>%s à 21:07</span></div><p class="comment-content"%s>%s</p><span class="comment-actions"><a>Répondre</a><a>Supprimer</a>
</span></div></li>""" % (i, z("comment"), a.name(), z("comment"), french(m.date), z("comment"), e(a.comment())) for i in range(m.n_comments))
    return """<!DOCTYPE html><html dir="ltr" lang="fr"><head><meta charset="utf-8"><title>%(site)s: %(title)s</title><link href="%(url)s" rel="canonical"/></head>
<body><div class="content-outer"><div class="header-outer"><h1 class="title"><a href="/">%(site)s</a></h1><div class="description">%(slogan)s</div></div><div
 class="main-outer"><div class="column-center-outer"><div class="date-outer"><h2 class="date-header"%(zany)s><span>%(date)s</span></h2><div class="post hentry">
<h3 class="post-title entry-title"%(ztitle)s>%(title)s</h3><div class="post-body entry-content">%(content)s</div><div class="post-footer"><span
 class="post-author vcard"%(zany)s>Publié par <span class="fn">%(author)s</span></span><div class="post-share-buttons"><a>Envoyer par e-mail</a><a>BlogThis!</a>
<a>Partager sur Pinterest</a></div><span class="post-labels">Libellés : <a href="/l">région</a></span></div></div><div class="comments"
 id="comments"><h4%(zany)s>%(n)d commentaires:</h4><ol>%(comments)s</ol></div></div></div><div class="column-right-outer"><div class="widget
 BlogArchive"><h2>Archives du blog</h2><ul>%(archive)s</ul></div><div class="widget Profile"><h2>Qui êtes-vous ?</h2><p>%(slogan)s</p><a href="/p">Afficher
 mon profil complet</a></div></div></div><div class="footer-outer"><div class="widget Attribution">Thème Simple. Fourni par Blogger.</div></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), n=m.n_comments, comments=comments,
           archive=links(["mars (4)", "février (2)", "janvier (7)", "2019 (31)", "2018 (40)"]),
           content=content(a, m.parts.replace("h", ""), p='<div style="text-align: justify;"%s>%s</div><br>'))


@layout
def dotclear(a, m):
    comments = "".join("""<dt id="c%d"%s><a href="#c%d" class="comment-number">%d.</a> Le %s, 09:31 par <strong>%s</strong></dt><dd%s><p>%s</p></dd>""" % (
        i, z("comment"), i, i + 1, french(m.date), a.name(), z("comment"), e(a.comment())) for i in range(m.n_comments))
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="UTF-8"><title>%(title)s - %(site)s</title><meta name="author" content="%(author)s"><meta
 name="date" content="%(iso)sT10:00:00+02:00"></head><body class="dc-post"><div id="page"><div id="top"><h1><span><a href="/">%(site)s</a></span></h1></div><p
 id="prelude"><a href="#main">Aller au contenu</a> | <a href="#blognav">Aller au menu</a> | <a href="#search">Aller à la recherche</a></p><div
 id="wrapper"><div id="main"><div id="content"><p id="navlinks"><a href="/p" class="prev">« %(other)s</a></p><div id="p41" class="post"><h2
 class="post-title"%(ztitle)s>%(title)s</h2><p class="post-info"%(zany)s>Par %(author)s le %(date)s, 10:00 - <a href="/c">Chroniques</a> - <a
 href="#comments">Lien permanent</a></p><ul class="post-tags"><li><a href="/t">start-up</a></li></ul><div class="post-excerpt"%(zlead)s><p>%(lead)s</p></div><div
 class="post-content">%(content)s</div></div><div id="comments"><h3%(zany)s>Commentaires</h3><dl>%(comments)s</dl></div></div></div><div id="sidebar"><div
 id="blognav"><div class="categories"><h2>Catégories</h2><ul>%(nav)s</ul></div></div><div id="blogextra"><div class="text"><h2>Le mot de la rédaction</h2><p>
%(slogan)s</p></div></div></div></div><div id="footer"><p>Propulsé par Dotclear</p></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), comments=comments, content=content(a, m.parts, h="<h4%s>%s</h4>"))


@layout
def css_modules(a, m):
    wall = '<div class="Wall_box__9x2"><p%s>Cet article est réservé à nos abonnés.</p><p%s>Abonnez-vous à partir de 4,99 € par mois, sans engagement.</p></div>' % (
        z("paywall"), z("paywall")) if m.partial else ""
    return """<!DOCTYPE html><html lang="fr"><head><meta charSet="utf-8"/><title>%(title)s — %(site)s</title><meta property="og:title"
 content="%(title)s — %(site)s"/><link rel="canonical" href="%(url)s"/><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"a":1}}}</script>
</head><body><div id="__next"><div class="sc-1x9p2b0 hKfQzD"><div class="css-1q2w3e"><a href="/" class="css-aaa">%(site)s</a><div class="css-4r5t">%(nav4)s</div>
</div><div class="css-8u7y"><div class="css-z1"><h1 class="css-9o0p"%(ztitle)s>%(title)s</h1><div class="css-zx1"%(zany)s><span>%(author)s</span><span>Mis en ligne
 le %(date)s</span></div><div class="css-mn3"><p class="css-lk2"%(zlead)s>%(lead)s</p>%(content)s%(wall)s</div></div><div class="css-rr7"><div class="css-tt1">À ne
 pas manquer</div>%(cards)s</div></div><div class="css-ff0">%(foot4)s<span>© %(site)s</span></div></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), wall=wall,
           content=content(a, "pp" if m.partial else m.parts, p='<p class="css-p0"%s>%s</p>', h='<h2 class="css-h2"%s>%s</h2>',
                           figure='<div class="css-fg"><img src="/i.webp"/><span class="css-cp"%s>%s</span></div>'))


@layout
def bare(a, m):
    return """<html><head><title>%(title)s</title></head><body><p><a href="/">%(site)s</a> - <a href="/1">Articles</a> - <a href="/2">Liens</a> - <a
 href="/3">Contact</a></p><hr><h1%(ztitle)s>%(title)s</h1><p><em%(zany)s>%(date)s</em></p>%(content)s<hr><p><a href="/">Retour à l'accueil</a></p><p><small>Page
 écrite à la main par %(author)s. Dernière modification : %(date)s.</small></p></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), content=content(a, m.parts, h="<h3%s>%s</h3>"))


@layout
def typo3(a, m):
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><meta name="generator" content="TYPO3 CMS"><title>%(title)s: %(site)s</title></head><body
 id="p214" class="layout-2"><div id="wrap"><div id="topbar"><div class="logo"><a href="/">%(site)s</a></div><ul id="metanav">%(nav3)s</ul></div><div
 id="mainnav"><ul>%(nav)s</ul></div><div id="rootline">Vous êtes ici : <a href="/">Accueil</a> / <a href="/a">Actualités</a></div><div id="cols"><div
 id="col3_content"><div id="c901" class="csc-default"><div class="news news-single"><div class="article"><div class="header"><h3%(ztitle)s>%(title)s</h3></div><p
 class="news-date"%(zany)s><time datetime="%(iso)s">%(dmy)s</time></p><div class="teaser-text"%(zlead)s><p>%(lead)s</p></div><div
 class="news-text-wrap">%(content)s</div><div class="news-backlink-wrap"><a href="/a">Retour à la liste</a></div></div></div></div></div><div id="col1"><div
 class="csc-default"><h4>Contact presse</h4><p>%(author)s<br>Chargé de communication<br>Tél. 02 11 11 11 11</p></div><div class="csc-default"><h4>Prochains
 rendez-vous</h4>%(agenda)s</div></div></div><div id="footer">%(site)s, Hôtel de l'innovation, 3 place du Marché | <a href="/i">Mentions légales</a></div></div>
</body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"),
           content=content(a, m.parts, p='<p class="bodytext"%s>%s</p>'))


@layout
def regional_press(a, m):
    comments = "".join("""<article class="c-commentaire"><p class="c-commentaire__pseudo"%s>%s</p><p class="c-commentaire__date"%s>%s – 08h14</p><div
 class="c-commentaire__texte"%s>%s</div><ul><li><button>Répondre</button></li><li><button>Signaler un abus</button></li></ul></article>""" % (
        z("comment"), a.name(), z("comment"), french(m.date), z("comment"), e(a.comment())) for _ in range(m.n_comments))
    return """<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>%(city)s. %(title)s</title><meta property="og:title" content="%(title)s"><meta
 property="og:site_name" content="%(site)s"><meta property="og:url" content="%(url)s"></head><body><div id="bandeau-cookies"><p>%(cookies)s</p><a
 href="#">Continuer sans accepter</a></div><header><div class="c-entete"><a href="/">%(site)s</a></div><nav><ul>%(nav)s</ul></nav></header><div
 class="g-contenu"><article class="detail"><header><p class="surtitre"%(zany)s>Économie</p><h1%(ztitle)s>%(city)s. %(title)s</h1></header><p
 class="chapeau"%(zlead)s>%(lead)s</p><div class="su-media"><img src="/i.jpg"><p class="legende"%(zcaption)s>%(caption)s</p></div><div
 class="signature"%(zany)s>%(site)s <a href="/a">%(author)s</a> Publié le %(dmy)s à 07h02</div><ul class="reseaux"><li><a>Facebook</a></li><li><a>Twitter</a></li>
</ul><div class="corps">%(content)s<p><a href="/lire"><b>Lire aussi :</b> %(other)s</a></p>%(p)s<aside class="inscription-nl"><p>%(letter)s</p></aside>%(p2)s</div>
<ul class="mots-cles"><li><a href="/t/1">%(city)s</a></li><li><a href="/t/2">Entreprises</a></li></ul></article><section id="commentaires"
 class="c-commentaires">%(comments)s</section><div class="bloc-plus-lus"><h2>Les plus lus</h2><ol>%(related)s</ol></div><div class="bloc-annonces"><h2>Annonces
 immobilières</h2><p>Maison 4 pièces, jardin, proche gare, à partir de 189 000 euros. Visites sur rendez-vous uniquement.</p></div></div><footer><ul>%(foot)s</ul>
</footer></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), zcaption=z("caption"), city=a.city, caption=e(a.caption()),
           p="<p%s>%s</p>" % (z("body"), e(a.paragraph())), p2="<p%s>%s</p>" % (z("body"), e(a.paragraph())),
           comments='<h2%s>Commentaires (%d)</h2>%s' % (z("any"), m.n_comments, comments) if comments else "",
           content=content(a, "pphp"))


@layout
def discourse(a, m):
    def post(i, zone):
        text = "".join("<p>%s</p>" % e(a.comment() if zone == "comment" else a.paragraph()) for _ in range(2 if zone == "body" else 1))
        return """<div itemscope itemtype="http://schema.org/DiscussionForumPosting" class="topic-body crawler-post"><div class="crawler-post-meta"%s><span
 class="creator" itemprop="author"><span itemprop="name">%s</span></span> <time class="post-time" datetime="x">%s, 16:20</time> <span
 class="position">#%d</span></div><div class="post" itemprop="text"%s>%s</div><div itemprop="interactionStatistic"><span class="post-likes">%d « J'aime »</span>
</div></div>""" % (z("any"), a.name(), french(m.date), i, z(zone), text, i)
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>%(title)s - Entraide - %(site)s</title><link rel="canonical"
 href="%(url)s"></head><body class="crawler"><header><a href="/">%(site)s</a></header><div id="main-outlet" class="wrap" role="main"><div id="topic-title"><h1><a
 href="/t"%(ztitle)s>%(title)s</a></h1><div class="topic-category"><a href="/c"><span class="category-name">Entraide</span></a></div></div>%(posts)s<div
 id="related-topics" class="more-topics__list"><h3>Sujets similaires</h3>%(cards)s</div></div><footer class="container wrap"><nav><ul>%(nav3)s</ul></nav><p>Propulsé
 par Discourse, mieux avec JavaScript activé</p></footer></body></html>
""" % dict(m.texts(a), ztitle=z("title"), posts=post(1, "body") + "".join(post(i + 2, "comment") for i in range(max(m.n_comments, 2))))


@layout
def prefecture(a, m):
    return """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html lang="fr"><head><meta http-equiv="Content-Type" content="text/html;
 charset=iso-8859-1"><title>%(title)s / Actualités / Accueil - %(site)s</title></head><body><div id="conteneur"><div id="bandeau"><h1><a href="/">%(site)s</a></h1>
</div><div id="menuGauche"><ul>%(nav)s</ul></div><div id="filariane"><a href="/">Accueil</a> &gt; <a href="/a">Actualités</a></div><div id="contenu"><h2
 class="titre1"%(ztitle)s>%(title)s</h2><p class="date_maj"%(zany)s>Mise à jour le %(dmy)s</p><div class="introduction"%(zlead)s>%(lead)s</div><div
 class="texte">%(content)s</div><div class="outils"><a href="javascript:print()">Imprimer</a> <a href="/pdf">Exporter en PDF</a> <a href="#">Augmenter la taille du
 texte</a></div></div><div id="colonneDroite"><div class="encadre"><h3>Vos démarches</h3><ul>%(related)s</ul></div></div><div id="pied">Préfecture fictive - <a
 href="/m">Mentions légales</a> - <a href="/p">Plan du site</a> - <a href="/g">Glossaire</a></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"),
           content=content(a, m.parts, h='<h3 class="titre2"%s>%s</h3>',
                           figure='<div class="image"><img src="/i.jpg" alt=""><p class="legende"%s>%s</p></div>'))


@layout
def incubator(a, m):
    cards = "".join('<div class="feature col-md-4"><i class="icon"></i><h3%s>%s</h3><p%s>%s</p></div>' % (
        z("heading"), e(a.heading()), z("body"), e(a.paragraph(1, 2))) for _ in range(3))
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>%(site)s - %(title)s</title><meta property="og:title" content="%(title)s"></head>
<body class="page-template-fullwidth"><div class="navbar navbar-fixed-top"><a class="navbar-brand" href="/">%(site)s</a><ul class="nav navbar-nav">%(nav)s</ul></div>
<div class="hero jumbotron"><div class="container"><h1%(ztitle)s>%(title)s</h1><p class="tagline"%(zlead)s>%(lead)s</p><a class="btn btn-primary"
 href="/go">Déposer ma candidature</a></div></div><section class="about"><div class="container"><h2%(zhead)s>%(heading)s</h2>%(content)s</div></section><section
 class="features"><div class="container"><div class="row">%(features)s</div></div></section><section class="faq"><div class="container"><h2%(zhead)s>Questions
 fréquentes</h2><div class="panel"><h4%(zhead)s>Qui peut candidater ?</h4><p%(zbody)s>%(p)s</p></div></div></section><section class="partners"><h2>Ils nous
 soutiennent</h2><ul>%(partners)s</ul></section><section class="cta"><p>%(letter)s</p><form><input><button>OK</button></form></section><footer><p>Suivez-nous</p><ul>
<li><a>Twitter</a></li><li><a>LinkedIn</a></li></ul><p>%(site)s © %(year)s. Tous droits réservés.</p></footer></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zlead=z("lead"), zhead=z("heading"), zbody=z("body"), heading=e(a.heading()), features=cards,
           p=e(a.paragraph()), partners=links(["La Région", "La Métropole", "Banque des Rives"]), content=content(a, "pp"))


@layout
def wire(a, m):
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>%(title)s</title><script type="application/ld+json">[{"@type":"WebSite",
"name":"%(site)s"},{"@type":"NewsArticle","headline":"%(title)s","dateCreated":"%(iso)s"}]</script></head><body><div id="hdr"><a href="/">%(site)s</a>
<div id="mnu">%(nav4)s</div></div><div id="rel"><div id="src"%(zany)s>Source : %(firm)s</div><h1 id="ttl"%(ztitle)s>%(title)s</h1><div id="dte"%(zany)s>
%(date)s 09:00 CET</div><div id="txt">%(content)s<p%(zbody)s><strong>À propos de %(firm)s</strong></p><p%(zbody)s>%(about)s</p><p%(zbody)s>Contact presse :
 %(author)s, 06 11 11 11 11</p></div></div><div id="oth"><h2>Autres communiqués</h2><ul>%(related)s</ul></div><div id="ftr"><p>Diffuser un communiqué - Tarifs -
 Conditions générales</p></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zbody=z("body"), about=e(a.paragraph(2, 2)),
           content=content(a, m.parts.replace("h", ""), p="<p%s>%s</p>"))


@layout
def magazine(a, m):
    pull = '<div class="pullquote"><p%s>« %s »</p></div>' % (z("any"), e(a.paragraph(1, 1)))
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>%(title)s | by %(author)s | %(site)s</title><meta property="article:published_time"
 content="%(iso)sT10:00:00Z"><meta name="author" content="%(author)s"></head><body><div id="root"><div class="a b c"><div class="d e"><a href="/">Ouvrir dans
 l'appli</a><a href="/in">S'inscrire</a><a href="/lo">Se connecter</a></div></div><div class="f"><article><section><div class="g h i"><h1 id="4fa0"
 class="pw-post-title"%(ztitle)s>%(title)s</h1><h2 class="pw-subtitle-paragraph"%(zlead)s>%(lead)s</h2><div class="j"%(zany)s><a href="/@x">%(author)s</a> · <a
 href="/f">Suivre</a> 7 min de lecture · %(date)s</div><div class="k"><button>Écouter</button><button>Partager</button></div>%(content)s%(pull)s%(p)s</div></section>
</article></div><div class="l"><div class="m"><h2>Écrit par %(author)s</h2><span>142 abonnés</span><p>%(slogan)s</p></div><div class="n"><h2>Plus de
 %(author)s</h2>%(cards)s</div></div><div class="o">%(foot4)s</div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), pull=pull, p='<p class="pw-post-body-paragraph"%s>%s</p>' % (
               z("body"), e(a.paragraph())),
           content=content(a, m.parts, p='<p class="pw-post-body-paragraph q r"%s>%s</p>', h='<h1 class="s t"%s>%s</h1>',
                           figure='<figure class="u"><picture><img src="/i.jpg"></picture><figcaption%s>%s</figcaption></figure>'))
