dist_man1_MANS = doc/ttydescent.1
dist_doc_DATA = README NEWS HACKING COPYING
EXTRA_DIST += doc/architecture.md
