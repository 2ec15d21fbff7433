"""1.01 hello: a client that reads until EOF."""

from bundle.checking import mistake, rounds

ONE_RECV = mistake("one-recv", "You printed only the beginning: one recv() gives you what has arrived so far; "
                               "loop until it returns b'', and print all of it.")
PAST_EOF = mistake("past-eof", "You looped past b'', which means the peer has finished; leave the loop there.")
DECODED_CHUNKS = mistake(
    "decoded-chunks", "A letter of two bytes or more was not decoded: join the chunks, then decode them once, as UTF-8.",
    crash="UnicodeDecodeError")


@rounds("clean", "hold-2", "drib", "coal", early=False)     # who need not speak may still speak, or half-close, at any time
def prints_all_until_eof(client):
    hello = client.server("hello")
    program = client.run(hello.host, hello.port, hangs=PAST_EOF)
    client.one_connection()
    printed = program.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    said = hello.store.text
    has_all_lines = printed.count("\n") >= said.count("\n")
    conn = hello.sessions[0].conn
    letters, all_letters = printed.replace("\n", ""), said.replace("\n", "")
    is_cut_off = letters and letters != all_letters and all_letters.startswith(letters)
    if is_cut_off and (conn.left_first or conn.was_reset or not has_all_lines):
        ONE_RECV.proved(at=conn)
    has_lost_letters = set(printed) <= set(said + "\N{REPLACEMENT CHARACTER}") and printed.strip("\n") != said.strip("\n")
    if has_all_lines and has_lost_letters and _ascii(printed) == _ascii(said):
        DECODED_CHUNKS.proved(at=conn, direction="received")
    client.printed(said)


def _ascii(text):
    """What is left of `text` when a program loses every other letter."""
    return "".join(letter for letter in text if letter.isascii()).strip("\n")
