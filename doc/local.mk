dist_man1_MANS = doc/ttydescent.1
dist_doc_DATA = README NEWS HACKING COPYING
EXTRA_DIST += doc/architecture.md doc/pictures.sh doc/pictures

# Draws the pictures of README again.
pictures: all
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/doc/pictures.sh

.PHONY: pictures
