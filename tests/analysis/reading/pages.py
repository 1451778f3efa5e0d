"""Saved web pages of six shapes with one article on them, written for this project."""

STORY = [
    "Harbour pilots will not return to work until the port talks about rest, their union said.",
    "“We have waited for eleven months,” said Ida Quill, who chairs the Pilots’ Union.",
    "The port authority rejected the claim.",
    "“No,” said Tom Reyes, its director.",
    "Mr Reyes said that the union had not answered the letter that it was sent in May.",
    "The mayor wants both sides to meet an arbitrator this month, her spokeswoman said.",
]
TITLE = "Pilots stay out"
_P = "".join(f"<p>{line}</p>\n" for line in STORY)
_LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "The Quay"},'
    '{"@type": "NewsArticle", "headline": "Pilots stay out", "datePublished": "2026-03-10T08:00Z",'
    '"author": [{"name": "Max Roe"}, {"name": "Jo Bell"}],'
    '"publisher": {"@type": "Organization", "name": "Harbour Gazette"}}]}</script>'
)

NEWS = f"""<!doctype html><html lang=en><head><meta charset=utf-8>{_LINKED}
<title>Pilots stay out | Harbour Gazette</title><style>p {{color: red}}</style></head><body>
<div id="cookie-banner"><p>We use cookies to improve your visit. Accept our cookie policy.</p></div>
<header><nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav></header>
<main><article><h1>Pilots stay out</h1><time datetime="2026-03-10">Tuesday</time>
<!-- a note of the editors -->{_P}
<aside><h3>Related</h3><a href=x>Ferry prices go up again this summer</a></aside></article>
<section class=comments><h3>Comments</h3><p>reader1: Sack them all, they earn far too much.</p>
</section></main><footer><p>© Harbour Gazette. All rights reserved.</p></footer>
<script>document.write("<p>Words of a script that nobody should read.</p>")</script>
</body></html>"""

DIVISIONS = f"""<html><head><title>Pilots stay out - Valley Post</title>
<meta property="og:title" content="Pilots stay out"><meta name=author content="Jo Bell">
<meta property="og:site_name" content="Valley Post">
<meta property="article:published_time" content="2026-03-10T09:00:00+01:00"></head><body>
<div class=menu><a href=1>News</a> <a href=2>Business</a></div><div class=wrap>
<div class="col text"><div>Pilots stay out</div>{"".join(f"<div>{x}</div>" for x in STORY)}</div>
<div class="col side"><div>Most read</div><div><a href=4>Ten ways to cook a fish tonight</a></div>
</div></div><div class=foot>Contact us | Advertise | Privacy policy</div></body></html>"""

TABLE = f"""<HTML><HEAD><TITLE>Pilots stay out</TITLE></HEAD><BODY><TABLE><TR><TD width=150>
<A HREF=a>Index</A><BR><A HREF=b>Archive</A></TD><TD><FONT size=5>Pilots stay out</FONT><BR><BR>
{"<BR><BR>".join(STORY)}</TD></TR></TABLE></BODY></HTML>"""

BLOG = f"""<!doctype html><html><head><title>Pilots stay out &#8211; Dockside</title>
<meta name=author content="Nora Finch"></head><body><div id=page><header><p class=site-title>
<a>Dockside</a></p><p>Notes from the quay</p></header><div id=primary><div class=entry-header>
<h1>Pilots stay out</h1><div class=entry-meta>Posted on <time class="entry-date published"
datetime="2026-03-11T07:00:00+00:00">11 March</time></div></div><div class=entry-content>{_P}
<div class=newsletter-signup><p>Sign up for our newsletter and never miss a post.</p></div></div>
<div id=comments><ol class=commentlist><li><p>“Fire them all,” said my neighbour, a sailor.</p></li>
</ol></div></div><div id=secondary class=widget-area><h2>Recent</h2></div></div></body></html>"""

NESTED = f"""<!doctype html><html><head><title>Pilots stay out</title>{_LINKED}</head><body>
<div role=navigation hidden><a>Home</a></div><div><section class=article__body>
{"".join(f"<div><div><p><span>{x}</span></p></div></div>" for x in STORY)}
<div class=ad><p>Advertisement</p></div></section></div><div class=overlay role=dialog>
<p>Subscribe now to read on for one euro a week, cancel at any time.</p></div></body></html>"""

RELEASE = f"""<!doctype html><html><head><title>Pilots stay out</title></head><body><header>
<a href=/>Tidewater Port Authority</a></header><div id=content><h1>Pilots stay out</h1>{_P}
</div><footer>Legal notice</footer></body></html>"""

SHAPES = {
    "news": NEWS, "divisions": DIVISIONS, "table": TABLE, "blog": BLOG, "nested": NESTED,
    "release": RELEASE,
}  # fmt: skip
