"""What `--help` says of each command below its options: examples, and what has to be explained."""

NEW = """\
example:
  positions new strike --title "The rail strike of 2026"
Makes strike/dossier.toml; its comments teach the format of parties and issues. You need
not know them yet: `add` lists who speaks in the articles."""

ADD = """\
examples:
  positions --dossier strike add articles/ extra.txt
  pbpaste | positions --dossier strike add -
  positions --dossier strike add --encoding cp1252 old.txt
  positions --dossier strike add --replaces draft edited.txt
Takes text (*.txt, *.text), Markdown (*.md, *.markdown), saved web pages (*.html, *.htm), of which
the article is read, PDF with text in it, Word (*.docx) and mail (*.eml); folders are walked, a
named file is taken whatever its suffix. Prints id and name of each new document. What cannot be
read is named with the reason, the rest is kept (exit code 1). --replaces (name of a kept
article, or beginning of its id): the new version takes its place, decisions follow (see
`orphans`)."""

ANALYZE = """\
examples:
  positions --dossier strike analyze            after editing parties or issues
  positions --dossier strike analyze --changed  only what the edit concerns"""

SHOW = """\
examples:
  positions show
  positions show --party walmart --issue talks
  positions show --where 'voice:own issue:talks outlet:reuters after:2020-09-01 "last week"'
  positions show --matrix                       also --timeline, --conflicts, --documents
  positions show --others                       to be given to a party with `decide`
  positions show --json | jq '.parties[].count'
Each quote stands with its voice, certainty and tone, its chain, the reasons for its party,
and its source: document, date, paragraph, character offsets.

"""

WHERE = """\
A filter (--where) is words, "exact words", /regular expressions/ and keys with values:
  party: issue: voice:own,words,paraphrased,second-hand,reported,about kind:direct,mixed,indirect
  certainty:asserted,hedged,open,counterfactual tone:positive,neutral,negative,none stance:for,…
  is:verified,unverified,corrected,added,pinned,noted through:anonymous,party,outlet,other,nobody
  outlet: document: (a part of the name)
  after: before: date: (2020, 2020-09 or 2020-09-14, which itself counts)
All of it must fit, values after a comma are alternatives, -key:value and -word leave out."""
SHOW += WHERE

DECIDE = """\
examples (`positions show` prints the id of each statement; its beginning will do):
  positions decide 6ed5167 verify
  positions decide 6ed5167 reject
  positions decide 6ed5167 party walmart
  positions decide 6ed5167 party walmart --scope document --preview
  positions decide 6ed5167 party microsoft walmart     both say it
  positions decide 6ed5167 party none                  nobody of the parties
  positions decide 6ed5167 voice "own words"
  positions decide 6ed5167 certainty hedged
  positions decide 6ed5167 issue talks off
  positions decide 6ed5167 stance us_sale against
  positions decide 6ed5167 note "ask them for the letter"
  positions decide 6ed5167 pin
  positions decide seed-article add oracle "Oracle may take a stake" --voice reported
  positions decide seed-article describe outlet "The Register"
`add` is for what the machine missed: a document, a party, words of the article. `describe` puts
a document's title, outlet, author or date right.

--scope quotation: all sentences of the same quotation. --scope document or dossier: wherever
the same words became the same party for the same reason; the list is shown before, and kept
after a yes or with --yes. Prints the id of each event once it is on the disk. POSITIONS_WHO
names who decides (else the account)."""

UNDO = """\
examples:
  positions undo                your last decision, all of it where it reached far
  positions undo 6ak8v7qa6      this one, whoever made it (see: positions history)
Undoing is a new event: the trail keeps both."""

REDO = """\
examples:
  positions redo
  positions redo 6ak8v7qa6"""

HISTORY = """\
examples:
  positions history             everything, oldest first
  positions history 6ed5167     of one statement, document or event
  positions history --json"""

ORPHANS = """\
example:
  positions orphans
After a document was analysed or edited anew, decisions follow their statements. Where that is
not beyond doubt they have no effect and are listed here: give them a statement with
`positions reattach EVENT STATEMENT`. Exit code 1 where there are any."""

REATTACH = """\
example:
  positions reattach 6ak8v7qa6 35d2f09    the event (see: positions orphans), the statement"""

EXPORT = """\
examples:
  positions export --format md > comparison.md
  positions export --format csv -o statements.csv
  positions export --format json -o deal.json && positions check deal.json
md: a table of parties and issues with footnotes (more than five parties make several
tables); csv: one row for each statement of each party; json: everything, see
docs/export-json.md. The same dossier gives the same bytes. What is filtered says so: in its
first lines (md), in a column (csv), under "filter" (json).

"""
EXPORT += WHERE

EXTRACT = """\
examples:
  positions extract article.txt | jq '.attributions[].speaker'
  positions extract --parties dossier.toml articles/ > found.jsonl
Keeps nothing. One JSON line a file; what cannot be read is named on stderr (exit code 1)."""

CHECK = """\
examples:
  positions check               every stored offset, sliced again
  positions check deal.json     an export: every quote, and all else
Each quote of an export is sliced again from its document. An export carries the state of the
dossier that it was made from, and its filter: while the dossier is in that state, all of it is
made again and held against it, so any change shows (heads, labels, stances, counts). Each
mismatch is named on stdout; exit code 1 then, where there is no quote to check, and where the
dossier has changed since."""
