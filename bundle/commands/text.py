"""Markdown of the course on the terminal."""


def show(markdown):
    print(markdown.strip("\n"))
