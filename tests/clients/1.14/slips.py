"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "asyncio_without_drain": ("right/asyncio_tap.py", "unbounded", [
        ("""\
        await writer.drain()
""",
         ""),
    ]),
    "closes_the_sink": ("right/raw_makefile.py", "eof-closed-both", [
        ("sink.shutdown(socket.SHUT_WR)", "sink.shutdown(socket.SHUT_RDWR)"),
    ]),
    "decodes_for_the_log": ("right/logs_after_sending.py", "altered-bytes held-back closed-early eof-closed-both", [
        ("                return",
         """\
                return
            log(number, arrow, data.decode())"""),
        ("""\
            log(number, arrow, data)
""",
         ""),
    ]),
    "logs_text": ("right/logs_after_sending.py", "bad-log-line altered-bytes", [
        ("                return",
         """\
                return
            log(number, arrow, repr(data.decode("latin-1")))"""),
        ("""\
            log(number, arrow, data)
""",
         ""),
    ]),
    "logs_the_end_as_bytes": ("right/raw_makefile.py", "eof-not-logged", [
        ('log(number, arrow, "EOF")', 'log(number, arrow, b"")'),
    ]),
    "logs_the_size": ("right/logs_after_sending.py", "bad-log-line", [
        ("                return",
         """\
                return
            log(number, arrow, len(data), "bytes")"""),
        ("""\
            log(number, arrow, data)
""",
         ""),
    ]),
    "one_number_for_all": ("right/raw_makefile.py", "log-differs wrong-number not-logged eof-not-logged", [
        ("threading.Thread(target=serve, args=(client, number)).start()",
         "threading.Thread(target=serve, args=(client, 1)).start()"),
    ]),
    "one_way": ("right/raw_makefile.py", "held-back", [
        ("""\
    back.start()
""",
         ""),
        ("""\
    back.join()
""",
         ""),
    ]),
    "reads_all_first": ("right/raw_makefile.py", "held-back", [
        ('raw = source.makefile("rb", buffering=0)', 'data = b"".join(iter(lambda: source.recv(4096), b""))'),
        ("""\
            data = raw.read(8192)
""",
         ""),
        ("            sink.sendall(data)",
         """\
            sink.sendall(data)
            data = b"\""""),
    ]),
}
