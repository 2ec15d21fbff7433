"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "cgi_names_only": ("right/plain_loop.py", "environ", [
        ("for key in os.environ:",
         'for key in ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT"):'),
    ]),
    "close_in_else": ("right/plain_loop.py", "not-closed-on-error", [
        ("    finally:",
         """\
    except Exception:
        raise
    else:"""),
    ]),
    "content_length_first": ("right/plain_loop.py", "joined", [
        ("""\
        for data in result:
            if data:
                write(data)
        begin()""",
         """\
        body = b"".join(result)
        head[1] = head[1] + [("Content-Length", str(len(body)))]
        write(body)"""),
    ]),
    "empty_items_end_it": ("right/plain_loop.py", "body-changed empty-lost not-replaced wrong-status no-500 nothing joined", [
        ("""\
            if data:
                write(data)
        begin()""",
         """\
            if not data:
                break
            write(data)"""),
    ]),
    "errors_in_bytes": ("right/plain_loop.py", "environ", [
        ('env["wsgi.errors"] = sys.stderr', 'env["wsgi.errors"] = sys.stderr.buffer'),
    ]),
    "exc_info_prints_it": ("right/plain_loop.py", "not-raised traceback-shown", [
        ("            raise exc_info[1]",
         """\
            print(exc_info[1], file=sys.stderr)
            return write"""),
    ]),
    "flushes_behind_the_loop": ("right/plain_loop.py", "joined", [
        ("""\
        out.flush()
""",
         ""),
        ("""\
                write(data)
        begin()""",
         """\
                write(data)
        begin()
        out.flush()"""),
    ]),
    "no_input_for_get": ("right/plain_loop.py", "environ", [
        ('    env["wsgi.input"] = io.BytesIO(sys.stdin.buffer.read(int(n)) if n else b"")',
         """\
    if n:
        env["wsgi.input"] = io.BytesIO(sys.stdin.buffer.read(int(n)))"""),
    ]),
    "no_word_status": ("right/plain_loop.py", "printed-before no-header", [
        (r'out.write(("Status: %s\r\n" % head[0]).encode("latin-1"))',
         r'out.write(("%s\r\n" % head[0]).encode("latin-1"))'),
    ]),
    "print_and_buffer": ("right/plain_loop.py", "out-of-order body-changed", [
        (r'out.write(("Status: %s\r\n" % head[0]).encode("latin-1"))', 'print("Status: %s" % head[0])'),
        ("""\
                out.write(("%s: %s\\r\\n" % pair).encode("latin-1"))
            out.write(b"\\r\\n")""",
         """\
                print("%s: %s" % pair)
            print()"""),
    ]),
    "prints_the_repr": ("right/plain_loop.py", "body-changed", [
        ("""\
        out.write(data)
""",
         ""),
        ("        out.flush()",
         """\
        out.flush()
        print(data, flush=True)"""),
    ]),
    "run_is_a_generator": ("right/plain_loop.py", "nothing", [
        ("                write(data)",
         """\
                write(data)
                yield data"""),
    ]),
    "string_io": ("right/plain_loop.py", "environ", [
        ('env["wsgi.input"] = io.BytesIO(sys.stdin.buffer.read(int(n)) if n else b"")',
         'env["wsgi.input"] = io.StringIO(sys.stdin.read(int(n)) if n else "")'),
    ]),
    "closes_the_iterator": ("solution.py", "not-closed not-closed-on-error", [
        ("    items = app(make_environ(), answer.start_response)", "    items = iter(app(make_environ(), answer.start_response))"),
    ]),
    "logs_the_words_alone": ("solution.py", "not-logged", [
        ("    finally:\n        if hasattr(items", """\
    except Exception as problem:
        print("failed:", problem, file=sys.stderr)
        sys.exit(1)
    finally:
        if hasattr(items"""),
    ]),
    "raises_another_exception": ("solution.py", "not-raised", [
        ("raise exc_info[1].with_traceback(exc_info[2])", 'raise RuntimeError("the header block is out")'),
    ]),
}
