"""Papers of a session, each made from the recorded facts whenever it is asked for; none is typed."""
