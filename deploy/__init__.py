"""How the portal is run: on one machine (`local`), and samples for servers."""
