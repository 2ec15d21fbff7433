"""The practice servers of a lesson: started with the session, ended with it."""

import os

from bundle.servers import PROTOCOLS, Stores

WEB = 8080


class Running:
    """A server as the learner sees it. `moved`: the known port, if that is taken; `url`: starts addresses; `tls`:
    TLS from the first byte; `udp`: datagrams, not connections."""

    def __init__(self, name, service, known_port, user=None, password=None, url=None, tls=False, udp=False):
        self.name = name
        self.service = service
        self.host, self.port = service.host, service.port
        self.moved = known_port if service.port != known_port else None
        self.user, self.password, self.url, self.tls, self.udp = user, password, url, tls, udp

    def address_of(self, exercise):
        """What to type into a browser to run this exercise's script; None where it is no web server."""
        return self.url and "%s%s/%s" % (self.url, os.path.basename(exercise.folder), exercise.page)


class Practice:
    """`.running` {name: Running} in the order of the exercises; `.problems` says what did not start."""

    def __init__(self):
        self.running = {}
        self.problems = []
        self._stores = Stores()

    def start(self, lesson, folder, on_visit):
        """All servers of the lesson. `folder` holds the learner's scripts; on_visit is called with each Visit
        to one, from a thread."""
        for exercise in lesson.exercises:
            for name in exercise.servers:
                if name in PROTOCOLS and name not in self.running:
                    self._start(name, PROTOCOLS[name])
        if any(exercise.kind == "cgi" for exercise in lesson.exercises):
            self._start_gateway(lesson, folder, on_visit)

    def close(self):
        for running in self.running.values():
            running.service.close()
        self.running.clear()

    def _start(self, name, protocol):
        try:
            service = protocol.start(self._stores)
        except OSError as error:
            self.problems.append("The practice server for %s does not start: %s." % (name, error))
        else:
            self.running[name] = Running(name, service, protocol.port, protocol.user, protocol.password,
                                         tls=protocol.tls, udp=protocol.udp)

    def _start_gateway(self, lesson, folder, on_visit):
        from bundle.servers.gateway import practice

        try:
            service = practice(folder, on_visit=on_visit, port=WEB, **listing(lesson)).start()
        except OSError as error:
            self.problems.append("The gateway for your scripts does not start: %s." % error)
        else:
            url = "http://%s:%d/" % (service.host, service.port)
            self.running["web"] = Running("web", service, WEB, url=url)


def listing(lesson):
    """What the gateway's index says of a lesson's scripts: the headings, and what it leaves out."""
    folders = [(os.path.basename(exercise.folder), exercise) for exercise in lesson.exercises]
    return {"titles": {name: "%s %s" % (exercise.id, exercise.title) for name, exercise in folders},
            "unlisted": {"%s/%s" % (name, module) for name, exercise in folders for module in exercise.no_pages()}}
