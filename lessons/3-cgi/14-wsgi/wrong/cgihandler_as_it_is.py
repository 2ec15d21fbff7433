# mistake: input-not-bounded
from wsgiref.handlers import CGIHandler

def run(app):
    CGIHandler().run(app)
