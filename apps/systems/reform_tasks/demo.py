def load(at):
    pass
