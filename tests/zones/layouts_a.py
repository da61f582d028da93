# SPDX-License-Identifier: MIT
"""The layouts that zones are tuned on. Text in an element with data-zone has that zone; all other is boilerplate; "any"
is not scored."""
from html import escape as e
from words import COOKIES, FOOT, LETTERS, NAV, french, iso

LAYOUTS = {}


def layout(function):
    LAYOUTS[function.__name__] = function
    return function


def z(zone):
    return ' data-zone="%s"' % zone


def links(texts, pattern='<li><a href="/%d">%s</a></li>'):
    return "\n".join(pattern % (i, e(t)) for i, t in enumerate(texts))


def content(a, parts, p='<p%s>%s</p>', h='<h2%s>%s</h2>', figure=None, item='<li%s>%s</li>'):
    """The body of an article: parts is a word of p, h, f, l, q."""
    out = []
    for part in parts:
        if part == "p":
            out.append(p % (z("body"), e(a.paragraph())))
        elif part == "h":
            out.append(h % (z("heading"), e(a.heading())))
        elif part == "f" and figure:
            out.append(figure % (z("caption"), e(a.caption())))
        elif part == "l":
            out.append("<ul>%s</ul>" % "".join(item % (z("body"), e(a.item())) for _ in range(4)))
        elif part == "q":
            out.append("<blockquote><p%s>%s</p></blockquote>" % (z("body"), e(a.paragraph(1, 1))))
    return "\n".join(out)


@layout
def wordpress_classic(a, m):
    comments = "\n".join("""<li id="comment-%d" class="comment even thread-even depth-1"><article class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><img class="avatar" src="/a.png" alt=""><b class="fn"%s>%s</b>
<span class="says"%s>dit :</span></div><div class="comment-metadata"><a href="#c%d"><time datetime="%sT10:12:00"%s>%s à 10 h 12 min
</time></a></div></footer><div class="comment-content"><p%s>%s</p></div><div class="reply"><a class="comment-reply-link"
 href="#r">Répondre</a></div></article></li>""" % (i, z("comment"), a.name(), z("comment"), i, iso(m.date), z("comment"), french(m.date),
                                                z("comment"), e(a.comment())) for i in range(m.n_comments))
    section = """<div id="comments" class="comments-area"><h2 class="comments-title"%s>%d réflexions sur « %s »</h2>
<ol class="comment-list">%s</ol></div>""" % (z("any"), m.n_comments, e(m.title), comments) if comments else ""
    return """<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="UTF-8"><title>%(title)s &#8211; %(site)s</title>
<link rel="canonical" href="%(url)s"><meta property="og:site_name" content="%(site)s">
<meta property="article:published_time" content="%(iso)sT08:00:00+00:00">
<script>window._wpemojiSettings={"baseUrl":"https:\\/\\/s.w.org\\/images"};</script><style>img.wp-smiley{height:1em}</style></head>
<body class="post-template-default single single-post postid-12"><div id="page" class="site">
<a class="skip-link screen-reader-text" href="#content">Aller au contenu</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">%(site)s</a></p>
<p class="site-description">%(slogan)s</p><nav id="site-navigation" class="main-navigation"><button>Menu</button><ul id="menu-principal">
%(nav)s</ul></nav></header><div id="content" class="site-content"><main id="main"><article id="post-12" class="post type-post">
<header class="entry-header"><h1 class="entry-title"%(ztitle)s>%(title)s</h1><div class="entry-meta"%(zany)s>Publié le <time class="entry-date
 published" datetime="%(iso)sT08:00:00">%(date)s</time> par <span class="author vcard"><a href="/author/x">%(author)s</a></span></div>
</header><div class="entry-content">%(content)s
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Partager :</h3><ul><li><a href="#">Twitter</a></li><li><a href="#">
Facebook</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Articles similaires</h3>%(related)s</div></div>
<footer class="entry-footer"><span class="cat-links">Publié dans <a href="/c">Innovation</a></span> <span class="tags-links">Tagué <a
 href="/t">start-up</a>, <a href="/t2">région</a></span></footer></article><nav class="navigation post-navigation"><h2
 class="screen-reader-text">Navigation de l’article</h2><a href="/p" rel="prev">%(other)s</a></nav>%(comments)s
<div id="respond" class="comment-respond"><h3 id="reply-title">Laisser un commentaire</h3><form><p class="comment-notes">Votre adresse
 e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *</p><label>Commentaire *</label><textarea></textarea>
<input type="submit" value="Laisser un commentaire"></form></div></main><aside id="secondary" class="widget-area"><section
 class="widget widget_recent_entries"><h2>Articles récents</h2><ul>%(recent)s</ul></section><section class="widget widget_text">
<h2>À propos</h2><p>%(slogan)s Une équipe bénévole qui raconte chaque semaine celles et ceux qui entreprennent.</p></section></aside></div>
<footer id="colophon" class="site-footer">Fièrement propulsé par WordPress | <a href="/ml">Mentions légales</a></footer></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), comments=section,
           content=content(a, m.parts, figure='<figure class="wp-caption"><img src="/i.jpg" alt=""><figcaption '
                           'class="wp-caption-text"%s>%s</figcaption></figure>'))


@layout
def press_daily(a, m):
    wall = ("""<div class="paywall"><p class="paywall__title"%s>Il vous reste 72%% de cet article à lire. La suite est réservée aux abonnés.</p>
<a class="btn" href="/abo"%s>S’abonner à partir de 1 €</a><p%s>Déjà abonné ? <a href="/login">Se connecter</a></p></div>"""
            % (z("paywall"), z("paywall"), z("paywall"))) if m.partial else ""
    comments = "".join("""<div class="reaction"><div class="reaction__header"><span class="reaction__author"%s>%s</span>
<span class="reaction__date"%s>Le %02d/%02d/%d à 18:24</span></div><p class="reaction__text"%s>%s</p><button>Signaler</button>
<button>J’aime (3)</button></div>""" % (z("comment"), a.name(), z("comment"), m.date[2], m.date[1], m.date[0], z("comment"),
                                       e(a.comment())) for _ in range(m.n_comments))
    section = '<section class="reactions" id="reactions"><h2%s>Réactions (%d)</h2>%s</section>' % (
        z("any"), m.n_comments, comments) if comments else ""
    return """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>%(title)s - %(site)s</title>
<meta property="og:title" content="%(title)s"><meta property="og:site_name" content="%(site)s"><meta name="author" content="%(author)s">
<link rel="canonical" href="%(url)s"><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"%(title)s","datePublished":"%(iso)sT06:30:00+02:00","author":[{"@type":"Person","name":"%(author)s"}],
"publisher":{"@type":"Organization","name":"%(site)s"}}</script><script>!function(n){n.dataLayer=n.dataLayer||[]}(window);</script></head>
<body><div class="didomi-popup"><p>%(cookies)s</p><button>Tout accepter</button><button>Paramétrer</button></div>
<header class="header"><a class="header__logo" href="/">%(site)s</a><nav class="nav"><ul>%(nav)s</ul></nav><a href="/abo">Je m’abonne</a></header>
<ol class="breadcrumb"><li><a href="/">Accueil</a></li><li><a href="/eco">Économie</a></li></ol>
<main><article class="article"><div class="article__header"><span class="article__kicker"%(zany)s>Innovation</span>
<h1 class="article__title"%(ztitle)s>%(title)s</h1><p class="article__standfirst"%(zlead)s>%(lead)s</p>
<div class="article__meta"%(zany)s><span>Par <a href="/a">%(author)s</a></span> <span>Publié le %(date)s à 06h30</span> <span>Temps de lecture
 4 min.</span></div><ul class="share"><li><a href="#">Partager sur Facebook</a></li><li><a href="#">Partager sur X</a></li><li><a href="#">Envoyer par
 e-mail</a></li></ul></div><div class="article__content">%(content)s
<div class="read-also"><strong>À lire aussi</strong><a href="/r">%(other)s</a></div>%(more)s%(wall)s</div></article>%(comments)s
<section class="newsletter-box"><h3>La lettre éco</h3><p>%(letter)s</p><form><label>Votre e-mail</label><input><button>Je m’inscris</button></form>
</section><section class="related"><h2>Sur le même sujet</h2>%(cards)s</section></main>
<footer class="footer"><ul>%(foot)s</ul><p>© %(site)s %(year)s – Tous droits réservés. Toute reproduction, même partielle, est interdite sans
 l’accord préalable de l’éditeur.</p></footer></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), comments=section, wall=wall,
           more="" if m.partial else content(a, "php"),
           content=content(a, "pp" if m.partial else m.parts,
                           p='<p class="article__paragraph"%s>%s</p>', h='<h2 class="article__sub-title"%s>%s</h2>',
                           figure='<figure class="article__media"><img src="/x.jpg" alt=""><figcaption%s>%s</figcaption></figure>'))


@layout
def spip(a, m):
    forum = "".join("""<li class="forum-fil"><div class="forum-message"><div class="forum-chapo"><strong class="forum-titre"><a href="#f"%s>%s</a>
</strong><small><abbr class="dtreviewed"%s>Le %s, 11:02</abbr>, <span class="auteur"%s>par %s</span></small></div><div class="forum-texte"><p%s>%s</p></div>
<p class="forum-repondre-message"><a href="#rep">Répondre à ce message</a></p></div></li>""" % (
        z("any"), e(m.title), z("comment"), french(m.date), z("comment"), a.name(), z("comment"), e(a.comment()))
                    for _ in range(m.n_comments))
    return """<!DOCTYPE HTML><html class="ltr fr" dir="ltr" lang="fr"><head><title>%(title)s - %(site)s</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="generator" content="SPIP 4.1"></head>
<body id="top" class="pas_surlignable page_article"><div class="page"><div class="header" role="banner"><h1 class="spip_logo_site">
<a rel="start home" href="/">%(site)s</a></h1><p id="slogan">%(slogan)s</p></div><div class="nav" id="nav"><ul>%(nav)s</ul></div>
<div class="main" role="main"><div class="wrapper"><div class="content" id="content"><p class="arbo"><a href="/">Accueil</a> &gt; <a href="/r">
Économie</a> &gt; <strong class="on">%(title)s</strong></p><div class="cartouche"><h1 class="surtitre_off"%(ztitle)s>%(title)s</h1><p class="info-publi"%(zany)s>
<abbr class="published" title="%(iso)sT09:00:00Z">%(date)s</abbr><span class="sep">, </span><span class="auteurs">par <span class="vcard author">
<a class="url fn spip_in" href="/a">%(author)s</a></span></span></p></div><div class="chapo surlignable"%(zlead)s><p>%(lead)s</p></div>
<div class="texte surlignable clearfix">%(content)s</div><div class="notes"><h2>Notes</h2><p%(zbody)s>[1] Chiffres communiqués par %(firm)s.</p></div>
<a href="#forum" class="forum">Un message, un commentaire ?</a><div id="forum">%(forum)s</div></div></div><div class="aside"><div class="menu
 rubriques"><h2>Rubriques</h2><ul>%(nav2)s</ul></div><div class="liste articles"><h2>Dans la même rubrique</h2><ul>%(related)s</ul></div></div></div>
<div class="footer"><p class="colophon">2004-%(year)s &copy; %(site)s<br><a href="/plan">Plan du site</a> | <a href="/connexion">Se connecter</a> |
 <a href="/rss">RSS 2.0</a></p></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), zbody=z("body"),
           forum='<h2%s>Vos commentaires</h2><ul class="forum">%s</ul>' % (z("any"), forum) if forum else "",
           content=content(a, m.parts, p='<p%s>%s</p>', h='<h2 class="spip"%s>%s</h2>',
                           figure='<dl class="spip_documents spip_documents_center"><dt><img src="/i.jpg" alt=""></dt>'
                                  '<dt class="spip_doc_titre"%s>%s</dt></dl>', item="<li%s>%s</li>"))


@layout
def drupal(a, m):
    return """<!DOCTYPE html><html lang="fr" dir="ltr" prefix="og: https://ogp.me/ns#"><head><meta charset="utf-8">
<link rel="canonical" href="%(url)s"><meta name="Generator" content="Drupal 9"><title>%(title)s | %(site)s</title></head>
<body class="path-node page-node-type-article"><a href="#main-content" class="visually-hidden focusable">Aller au contenu principal</a>
<div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div class="region region-header"><div
 id="block-branding" class="block block-system"><a href="/" rel="home">%(site)s</a></div><div class="search-block-form"><h2>Rechercher</h2><form><label>
Recherche</label><input></form></div></div></header><div class="region region-primary-menu"><nav role="navigation"><h2 class="visually-hidden">Navigation
 principale</h2><ul class="menu">%(nav)s</ul></nav></div><div class="region region-breadcrumb"><nav class="breadcrumb"><ol>%(nav3)s</ol></nav></div>
<main role="main"><div class="layout-content"><div class="region region-content"><h1 class="page-header"%(ztitle)s><span class="field field--name-title">
%(title)s</span></h1><article role="article" class="node node--type-article node--view-mode-full"><footer class="node__meta"%(zany)s>Soumis par
 <a href="/user/3">%(author)s</a> le <time datetime="%(iso)sT12:00:00+01:00">%(date)s</time></footer><div class="node__content"><div
 class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">%(content)s</div><div class="field
 field--name-field-tags"><div class="field__label">Étiquettes</div><div class="field__item"><a href="/t/1">start-up</a></div><div class="field__item">
<a href="/t/2">financement</a></div></div></div></article><div class="views-element-container block"><h2>À lire également</h2>%(cards)s</div></div></div>
<aside class="layout-sidebar-second"><div class="region region-sidebar"><div class="block"><h2>Agenda</h2>%(agenda)s</div><div class="block"><h2>Lettre
 d’information</h2><p>%(letter)s</p></div></div></aside></main><footer role="contentinfo"><div class="region region-footer"><ul>%(foot)s</ul><p>%(site)s,
 12 quai des Tanneurs. Téléphone : 02 00 00 00 00.</p></div></footer></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"),
           content=content(a, m.parts, figure='<figure role="group" class="caption"><img src="/x.jpg" alt=""><figcaption%s>%s'
                                              '</figcaption></figure>'))


@layout
def old_tables(a, m):
    body = "<br><br>\n".join('<span%s>%s</span>' % (z("body"), e(a.paragraph())) for _ in range(5))
    return """<HTML><HEAD><TITLE>%(site)s : %(title)s</TITLE><META NAME="author" CONTENT="%(author)s"></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="760" BORDER="0"><TR><TD COLSPAN="3" BGCOLOR="#003366"><FONT COLOR="white" SIZE="5">%(site)s</FONT></TD></TR>
<TR><TD WIDTH="130" VALIGN="top"><FONT SIZE="2">%(navbr)s</FONT></TD><TD VALIGN="top"><FONT SIZE="4"><B%(ztitle)s>%(title)s</B></FONT><BR>
<FONT SIZE="1"><I%(zany)s>%(author)s, le %(date)s</I></FONT><BR><BR><FONT SIZE="2"><B%(zlead)s>%(lead)s</B><BR><BR>%(body)s</FONT><BR><BR>
<FONT SIZE="1"><A HREF="print.php3">Imprimer cette page</A> | <A HREF="mailto:x">Envoyer à un ami</A></FONT></TD><TD WIDTH="150" VALIGN="top"
 BGCOLOR="#EEEEEE"><FONT SIZE="2"><B>En bref</B><BR>%(briefs)s</FONT></TD></TR><TR><TD COLSPAN="3" ALIGN="center"><FONT SIZE="1">
%(site)s - <A HREF="/ml">Mentions légales</A> - <A HREF="/c">Contact</A> - Meilleure résolution 1024 x 768</FONT></TD></TR></TABLE></BODY></HTML>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), body=body)


@layout
def wix(a, m):
    def box(inner, i):
        return '<div id="comp-k%dx" class="_2Hij5 _3bcaz" data-testid="richTextElement">%s</div>' % (i, inner)
    paragraphs = "".join(box('<p class="font_8" style="font-size:16px"><span style="letter-spacing:normal"%s>%s</span></p>'
                             % (z("body"), e(a.paragraph())), 20 + i) for i in range(5))
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>%(title)s | %(site)s</title><meta property="og:url"
 content="%(url)s"><style>._2Hij5{word-wrap:break-word}.font_8{font:normal 15px/1.4em arial}</style></head><body><div id="SITE_CONTAINER">
<div id="main_MF"><div id="SCROLL_TO_TOP"></div><header id="SITE_HEADER"><div class="_1U65c">%(boxnav)s</div></header><main id="PAGES_CONTAINER">
<div id="SITE_PAGES"><div id="c1dmp" class="_1KV2M"><div class="_3KzuS"><section id="comp-a1">%(boxtitle)s%(boxlead)s</section><section
 id="comp-a2">%(paragraphs)s<div class="_2UdPt"><a href="/c" class="_1fbEI"><span>Prendre rendez-vous</span></a></div></section></div></div></div></main>
<footer id="SITE_FOOTER"><div class="_2Hij5"><p class="font_9">©%(year)s par %(site)s. Créé avec un éditeur en ligne.</p></div><div class="_2Hij5">
<p class="font_9">contact@exemple.example | 06 00 00 00 00</p></div></footer></div></div></body></html>
""" % dict(m.texts(a), paragraphs=paragraphs,
           boxnav="".join(box('<a class="_3Ax2k" href="/%d"><p>%s</p></a>' % (i, t), i) for i, t in enumerate(a.some(NAV, 6))),
           boxtitle=box('<h1 class="font_2"><span%s>%s</span></h1>' % (z("title"), e(m.title)), 9),
           boxlead=box('<h4 class="font_4"><span%s>%s</span></h4>' % (z("lead"), e(a.lead())), 10))


@layout
def hugo(a, m):
    return """<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><meta name=viewport content="width=device-width"><meta name=generator
 content="Hugo 0.111"><title>%(title)s :: %(site)s</title><link rel=canonical href=%(url)s><meta property="article:published_time"
 content="%(iso)sT00:00:00+00:00"></head><body><div class=container><header class=header><span class=header__inner><a href=/ class=logo>%(site)s</a>
<nav class=menu><ul class=menu__inner>%(nav)s</ul></nav></span></header><div class=content><div class=post><h1 class=post-title><a href=%(url)s%(ztitle)s>
%(title)s</a></h1><div class=post-meta%(zany)s><span class=post-date>%(date)s</span> <span class=post-reading-time>6 min de lecture (1213 mots)</span></div>
<span class=post-tags%(zany)s>#<a href=/tags/x>innovation</a>&nbsp;#<a href=/tags/y>région</a></span><div class=table-of-contents><h2>Sommaire</h2><ul>
%(toc)s</ul></div><div class=post-content>%(content)s</div><div class=pagination><div class=pagination__title><span>Lire d'autres articles</span></div>
<div class=pagination__buttons><a href=/n>%(other)s</a></div></div></div></div><footer class=footer><div class=footer__inner>© %(year)s %(site)s :: Thème
 compilé avec Hugo</div></footer></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"),
           content=content(a, m.parts, h='<h2 id=x%s>%s<a href=#x class=hanchor></a></h2>'), toc=links(["Contexte", "Bilan", "Suites"]))


@layout
def newsletter(a, m):
    cell = '<tr><td style="padding:20px;font-family:Arial;font-size:15px"%s>%s</td></tr>'
    items = "".join((cell % ("", '<h2%s style="margin:0">%s</h2>' % (z("heading"), e(a.title()))) +
                     cell % (z("body"), e(a.paragraph(2, 4))) +
                     cell % ("", '<a href="https://t.example/%d" style="background:#c00;color:#fff">Lire la suite</a>' % i))
                    for i in range(4))
    return """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>%(title)s</title></head>
<body style="margin:0"><div style="display:none;max-height:0">%(slogan)s</div><table width="100%%" role="presentation"><tr><td align="center"><table
 width="600"><tr><td style="font-size:11px">Si ce message ne s'affiche pas correctement, <a href="#w">consultez la version en ligne</a>.</td></tr>
<tr><td><img src="l.png" alt="%(site)s"/></td></tr><tr><td><h1 style="font-size:26px"%(ztitle)s>%(title)s</h1></td></tr><tr><td%(zbody)s>%(lead)s</td></tr>
%(items)s<tr><td style="font-size:11px;color:#999">Vous recevez ce courriel car vous êtes inscrit à la lettre de %(site)s. <a href="#u">Se désinscrire</a> |
 <a href="#p">Modifier mes préférences</a><br/>%(site)s, 4 rue du Port</td></tr></table></td></tr></table></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zbody=z("lead"), items=items)


@layout
def phpbb(a, m):
    def post(i, zone):
        return """<div id="p%d" class="post has-profile bg2"><div class="inner"><dl class="postprofile"><dt><a href="/u" class="username"%s>%s</a></dt>
<dd class="profile-rank">Habitué</dd><dd class="profile-posts"><strong>Messages :</strong> 214</dd></dl><div class="postbody"><div><h3%s><a href="#p%d">Re: %s
</a></h3><ul class="post-buttons"><li><a href="#q">Citer</a></li></ul><p class="author"%s>par <strong>%s</strong> » %s, 21:14</p><div class="content"%s>%s</div>
<div class="signature">-- <br>Le numérique est un outil.</div></div></div></div></div>""" % (
            i, z("any"), a.name(), z("any"), i, e(m.title), z("any"), a.name(), french(m.date), z(zone),
            "<br><br>".join(e(a.comment() if zone == "comment" else a.paragraph()) for _ in range(2)))
    return """<!DOCTYPE html><html dir="ltr" lang="fr"><head><meta charset="utf-8"><title>%(title)s - %(site)s</title></head><body id="phpbb"
 class="nojs notouch section-viewtopic"><div id="wrap"><div id="page-header"><h1>%(site)s</h1><p>%(slogan)s</p><ul class="navlinks">%(nav)s</ul></div>
<div id="page-body"><h2 class="topic-title"><a href="/t"%(ztitle)s>%(title)s</a></h2><div class="action-bar bar-top"><a class="button"
 href="/r">Répondre</a><div class="pagination">%(n)d messages • Page 1 sur 1</div></div>%(posts)s<div class="action-bar"><p class="jumpbox-return"><a href="/f">
Retourner vers « Vie des projets »</a></p></div><div class="stat-block online-list"><h3>Qui est en ligne ?</h3><p>Utilisateurs parcourant ce forum : Aucun
 utilisateur inscrit et 2 invités</p></div></div><div id="page-footer"><div class="copyright">Développé par un logiciel libre de forum. <a href="/c">
Confidentialité</a> | <a href="/t">Conditions</a></div></div></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), n=m.n_comments + 1,
           posts=post(1, "body") + "".join(post(i + 2, "comment") for i in range(max(m.n_comments, 2))))


@layout
def dsfr(a, m):
    return """<!doctype html><html lang="fr" data-fr-scheme="system"><head><meta charset="utf-8"><title>%(title)s | %(site)s</title><meta
 name="description" content="%(lead)s"><meta name="DC.Date.created" content="%(iso)s"></head><body><div class="fr-skiplinks"><nav><ul><li><a class="fr-link"
 href="#contenu">Contenu</a></li><li><a class="fr-link" href="#menu">Menu</a></li></ul></nav></div><header role="banner" class="fr-header"><div
 class="fr-header__body"><p class="fr-logo">République<br>Française</p><p class="fr-header__service-title">%(site)s</p><p
 class="fr-header__service-tagline">%(slogan)s</p></div><nav class="fr-nav" role="navigation"><ul class="fr-nav__list">%(nav)s</ul></nav></header>
<main id="contenu" role="main"><div class="fr-container"><nav class="fr-breadcrumb"><button class="fr-breadcrumb__button">Voir le fil d’Ariane</button><ol>%(nav3)s
</ol></nav><div class="fr-grid-row"><div class="fr-col-8"><p class="fr-badge"%(zany)s>Actualité</p><h1%(ztitle)s>%(title)s</h1><p class="fr-text--sm"%(zany)s>
Publié le %(date)s</p><p class="fr-text--lead"%(zlead)s>%(lead)s</p>%(content)s<div class="fr-callout"><h3 class="fr-callout__title"%(zhead)s>À
 savoir</h3><p class="fr-callout__text"%(zbody)s>%(callout)s</p></div><div class="fr-share"><p class="fr-share__title">Partager la page</p><ul
 class="fr-btns-group"><li><a href="#">Partager sur LinkedIn</a></li><li><button>Copier dans le presse-papier</button></li></ul></div></div></div></div>
<div class="fr-follow"><div class="fr-follow__newsletter"><h2>Abonnez-vous à notre lettre d’information</h2><p>%(letter)s</p></div></div></main>
<footer class="fr-footer" role="contentinfo"><p class="fr-footer__content-desc">%(site)s est un service de l’État.</p><ul>%(foot)s</ul><p>Sauf mention
 explicite de propriété intellectuelle détenue par des tiers, les contenus de ce site sont proposés sous licence etalab-2.0</p></footer></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"), zhead=z("heading"), zbody=z("body"), callout=e(a.paragraph(1, 2)),
           content=content(a, m.parts, figure='<figure class="fr-content-media"><img src="/i.jpg" alt=""><figcaption '
                                              'class="fr-content-media__caption"%s>%s</figcaption></figure>'))


@layout
def joomla(a, m):
    return """<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr-fr" lang="fr-fr"><head><base href="%(url)s"/><meta
 http-equiv="content-type" content="text/html; charset=utf-8"/><meta name="author" content="%(author)s"/><meta name="generator" content="Joomla!"/><title>
%(title)s</title></head><body class="site com_content view-article"><div class="body"><div class="container"><header class="header"><a class="brand" href="/">
%(site)s</a></header><div class="navigation"><ul class="nav menu nav-pills">%(nav)s</ul></div><div class="row-fluid"><main id="content" class="span9"><div
 class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline"%(ztitle)s>%(title)s</h2></div><dl
 class="article-info muted"><dt class="article-info-term">Détails</dt><dd class="createdby" itemprop="author"%(zany)s>Écrit par : <span itemprop="name">
%(author)s</span></dd><dd class="published"%(zany)s><time datetime="%(iso)sT09:00:00+02:00" itemprop="datePublished">Publication : %(date)s</time></dd><dd
 class="hits">Affichages : 1873</dd></dl><div itemprop="articleBody">%(content)s</div><ul class="pager pagenav"><li class="previous"><a href="/p">Précédent</a>
</li><li class="next"><a href="/n">Suivant</a></li></ul></div></main><div id="aside" class="span3"><div class="well"><h3 class="page-header">Les plus
 lus</h3><ul class="mostread mod-list">%(related)s</ul></div><div class="well"><h3>Connexion</h3><form><label>Identifiant</label><input><button>Connexion
</button><ul><li><a href="/x">Mot de passe oublié ?</a></li></ul></form></div></div></div></div></div><footer class="footer"><p><a href="#top">Haut de page</a>
</p><p>&copy; %(year)s %(site)s</p></footer></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), content=content(a, m.parts))


@layout
def gutenberg(a, m):
    comments = "".join("""<li id="comment-%d" class="comment"><div class="wp-block-comment-author-name has-small-font-size"%s>%s</div><div
 class="wp-block-comment-date"%s><time datetime="x">%s</time></div><div class="wp-block-comment-content"%s><p>%s</p></div><div
 class="wp-block-comment-reply-link"><a href="#">Répondre</a></div></li>""" % (i, z("comment"), a.name(), z("comment"), french(m.date), z("comment"),
                                                                              e(a.comment())) for i in range(m.n_comments))
    return """<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8"><title>%(title)s &laquo; %(site)s</title><script type="application/ld+json"
 class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","url":"%(url)s","name":"%(title)s"},{"@type":"Article",
"headline":"%(title)s","datePublished":"%(iso)sT07:00:00+00:00","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"%(author)s"}]}</script></head>
<body class="wp-embed-responsive"><div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group is-layout-flex"><p
 class="wp-block-site-title"><a href="/">%(site)s</a></p><nav class="wp-block-navigation"><ul>%(nav)s</ul></nav></div></header><main
 class="wp-block-group"><h1 class="wp-block-post-title"%(ztitle)s>%(title)s</h1><div class="wp-block-post-date"%(zany)s><time
 datetime="%(iso)sT07:00:00">%(date)s</time></div><div class="entry-content wp-block-post-content"><p class="has-large-font-size"%(zlead)s><strong>%(lead)s
</strong></p>%(content)s<div class="wp-block-buttons"><a class="wp-block-button__link" href="/x">Candidater</a></div></div><div
 class="wp-block-comments">%(comments)s<div class="comment-respond"><h3>Laisser un commentaire</h3><p>Votre adresse e-mail ne sera pas publiée.</p></div></div>
</main><footer class="wp-block-template-part"><p>%(slogan)s</p><p>Conçu avec WordPress</p></footer></div></body></html>
""" % dict(m.texts(a), ztitle=z("title"), zany=z("any"), zlead=z("lead"),
           comments='<h2 class="wp-block-comments-title"%s>%d réponses</h2><ol>%s</ol>' % (z("any"), m.n_comments, comments)
           if comments else "",
           content=content(a, m.parts, h='<h2 class="wp-block-heading"%s>%s</h2>',
                           figure='<figure class="wp-block-image size-large"><img src="/i.jpg" alt=""><figcaption class="wp-element-caption"%s>%s'
                                  '</figcaption></figure>'))
