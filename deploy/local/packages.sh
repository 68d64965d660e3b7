# Debian packages, for set-up and for the bundle.
RUN_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils fonts-noto-cjk texlive-lang-chinese"
TEST_PACKAGES="libreoffice-writer-nogui"  # opens the DOCX files that the portal writes
