"""A server that greets and closes: the simplest there is. Whoever connects gets three lines, then FIN."""

import random

from bundle.servers.session import Session

WELCOMES = ["Hello, and welcome!", "Good evening to you.", "Welcome back, friend.", "How nice to see you!"]
GREETINGS = ["Grüß dich", "¡Hola, señor!", "こんにちは", "Dzień dobry", "Ça va ?", "Привет", "Γειά σου",
             "שלום", "안녕하세요", "Olá, irmão", "Добрий день", "Kalimera — καλημέρα"]


class Greetings:
    """What a server of this kind says: three greetings, one a line, in UTF-8; the first in ASCII."""

    def __init__(self, seed):
        rng = random.Random(seed)
        chosen = list(GREETINGS)
        said = [WELCOMES[rng.randrange(len(WELCOMES))]] + [chosen.pop(rng.randrange(len(chosen))) for _ in range(2)]
        self.lines = [(line + "\n").encode("utf-8") for line in said]

    @property
    def text(self):
        """All of it, as one str."""
        return b"".join(self.lines).decode("utf-8")


make = Greetings


class Hello(Session):
    """Says its lines and closes; it never reads."""

    name = "hello"

    def serve(self):
        try:
            for line in self.store.lines:
                self.conn.send(line)
        except ConnectionError:
            pass  # the program has gone
        finally:
            self.conn.close()
