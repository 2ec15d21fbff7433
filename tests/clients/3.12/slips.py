"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "body_as_text": ("right/library.py", "output-as-text no-answer", [
        ("process = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,",
         "process = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,"),
        ("output, _ = process.communicate(body, timeout=SECONDS)",
         "output, _ = process.communicate(body.decode(), timeout=SECONDS)"),
        ("self.answer(output)", "self.answer(output.encode())"),
    ]),
    "content_length_in_one_spelling": ("right/threads_and_sockets.py", "meta-variable unread-body", [
        ('headers.append((name.strip().lower().decode("latin-1"), value.strip()))',
         'headers.append((name.strip().decode("latin-1"), value.strip()))'),
        ('if name == "content-length":', 'if name == "Content-Length":'),
        ('if key == "content-length":', 'if key == "Content-Length":'),
        ('elif key == "content-type":', 'elif key.lower() == "content-type":'),
        ('elif key == "proxy":', 'elif key.lower() == "proxy":'),
        ('if key == "host":', 'if key.lower() == "host":'),
    ]),
    "cut_at_every_question_mark": ("right/threads_for_pipes.py", "meta-variable", [
        ('    path, _, env["QUERY_STRING"] = target.partition("?")',
         """\
    path = target.split("?")[0]
    env["QUERY_STRING"] = target.split("?")[1] if "?" in target else "\""""),
    ]),
    "exit_status_is_500": ("right/temporary_files.py", "status-of-exit no-502", [
        (r'                return self.send("504 Gateway Timeout", [], b"It took too long.\n")',
         """\
                return self.send("504 Gateway Timeout", [], b"It took too long.\\n")
            if process.returncode:
                return self.send("500 Internal Server Error", [], b"It failed.\\n")"""),
    ]),
    "head_of_404_with_body": ("solution.py", "head-body", [
        ("    except Failed as failed:",
         """\
    except Failed as failed:
        words[0] = "GET\""""),
    ]),
    "header_block_ends_in_lf": ("right/threads_and_sockets.py", "status no-502 page-changed", [
        (r'match = re.search(rb"^\r?\n", output, re.M)', r'match = re.search(rb"^\n", output, re.M)'),
    ]),
    "headers_not_in_capitals": ("right/threads_for_pipes.py", "meta-variable", [
        ("""\
        n = n.strip().upper().replace("-", "_")
        if n == "PROXY":""",
         """\
        n = n.strip().replace("-", "_")
        if n.upper() == "PROXY":"""),
        ("""\
        env[n if n in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + n] = v.strip()
    env["SERVER_NAME"] = env.get("HTTP_HOST", "localhost").split(":")[0]""",
         """\
        env[n.upper() if n.upper() in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + n] = v.strip()
    env["SERVER_NAME"] = env.get("HTTP_Host", "localhost").split(":")[0]"""),
    ]),
    "host_in_one_spelling": ("right/threads_and_sockets.py", "meta-variable", [
        ('headers.append((name.strip().lower().decode("latin-1"), value.strip()))',
         'headers.append((name.strip().decode("latin-1"), value.strip()))'),
        ('if name == "content-length":', 'if name.lower() == "content-length":'),
        ('if key == "content-length":', 'if key.lower() == "content-length":'),
        ('elif key == "content-type":', 'elif key.lower() == "content-type":'),
        ('elif key == "proxy":', 'elif key.lower() == "proxy":'),
        ('if key == "host":', 'if key == "Host":'),
    ]),
    "kills_but_stays_silent": ("right/library.py", "no-timeout closed-early", [
        ("return self.send_error(504)", "return"),
    ]),
    "late_is_502": ("right/threads_for_pipes.py", "status", [
        ('return reply(conn, method, "504 Gateway Timeout")', 'return reply(conn, method, "502 Bad Gateway")'),
    ]),
    "location_before_status": ("right/threads_and_sockets.py", "status-ignored", [
        ('return status or (b"302 Found" if location else b"200 OK"), headers, output[match.end():]',
         'return (b"302 Found" if location else status or b"200 OK"), headers, output[match.end():]'),
    ]),
    "no_extension_needed": ("right/threads_for_pipes.py", "outside", [
        ('if "/" in name or "\\\\" in name or not name.endswith(".py") or not os.path.isfile(os.path.join(cgi_dir, name)) \\',
         'if "/" in name or "\\\\" in name or not name or not os.path.isfile(os.path.join(cgi_dir, name)) \\'),
    ]),
    "own_name_for_the_server": ("solution.py", "meta-variable", [
        ('"SERVER_NAME": headers.get("host", "127.0.0.1").split(":")[0], "SERVER_PORT": str(port),',
         '"SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(port),'),
    ]),
    "passes_on_known_headers": ("right/threads_and_sockets.py", "header-lost", [
        ("""\
            status = value
        else:""",
         """\
            status = value
        elif name.lower() in (b"content-type", b"location", b"set-cookie"):"""),
    ]),
    "port_as_a_number": ("right/library.py", "no-answer", [
        ('"SERVER_NAME": self.headers.get("Host", "").partition(":")[0], "SERVER_PORT": str(PORT),',
         '"SERVER_NAME": self.headers.get("Host", "").partition(":")[0], "SERVER_PORT": PORT,'),
    ]),
    "proxy_in_two_spellings": ("right/threads_and_sockets.py", "httpoxy", [
        ('headers.append((name.strip().lower().decode("latin-1"), value.strip()))',
         'headers.append((name.strip().decode("latin-1"), value.strip()))'),
        ('if name == "content-length":', 'if name.lower() == "content-length":'),
        ('if key == "content-length":', 'if key.lower() == "content-length":'),
        ('elif key == "content-type":', 'elif key.lower() == "content-type":'),
        ('elif key == "proxy":', 'elif key in ("proxy","Proxy"):'),
        ('if key == "host":', 'if key.lower() == "host":'),
    ]),
    "runs_a_folder": ("solution.py", "outside", [
        ("""\
    if (name not in os.listdir(cgidir) or not name.endswith(".py") or not os.path.isfile(script)
            or os.path.realpath(script) != script):""",
         '    if name not in os.listdir(cgidir) or not name.endswith(".py") or os.path.realpath(script) != script:'),
    ]),
    "status_as_a_header": ("solution.py", "status-ignored", [
        ("""\
        if name.lower() == b"status":
            status = value.strip().decode("latin-1")
        else:
            lines.append(line)""",
         "        lines.append(line)"),
    ]),
    "status_in_one_spelling": ("right/threads_and_sockets.py", "status-ignored status header-lost", [
        ('if name.lower() == b"status":', 'if name == b"Status":'),
    ]),
    "status_without_its_words": ("right/threads_and_sockets.py", "status-ignored", [
        ("status = value", 'status = value.split()[0] + b" OK"'),
    ]),
    "content_type_beats_location": ("solution.py", "status", [
        ('"302 Found" if b"location" in names', '"302 Found" if b"content-type" not in names'),
    ]),
}
