"""1.01 hello: a client that reads until EOF."""

from bundle.checking import mistake, rounds

ONE_RECV = mistake("one-recv", "You stopped after one recv(); loop until it returns b''.")
PAST_EOF = mistake("past-eof", "You looped past b'', which means the peer has finished.")
DECODED_CHUNKS = mistake(
    "decoded-chunks", "You decoded each chunk, splitting a two-byte character; join, then decode.",
    crash="UnicodeDecodeError")


@rounds("clean", "hold-3", "drib", "coal", early=ONE_RECV)
def prints_all_until_eof(client):
    hello = client.server("hello")
    program = client.run(hello.host, hello.port, hangs=PAST_EOF)
    printed = program.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    said = hello.store.text
    if printed.strip() and printed.strip() != said.strip() and said.startswith(printed.strip()):
        ONE_RECV.proved(at=hello.sessions[0])
    if "\N{REPLACEMENT CHARACTER}" in printed:
        DECODED_CHUNKS.proved(at=hello.sessions[0])
    client.printed(said)
