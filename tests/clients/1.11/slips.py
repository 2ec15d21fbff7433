"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "catches_nothing": ("right/threads.py", "silent-client-held closed-early", [
        ("""\
    except socket.timeout:
        conn.sendall(b"bye\\r\\n")
    except OSError:
        pass
""",
         ""),
    ]),
    "closes_without_bye": ("right/threads.py", "closed-early", [
        (r'conn.sendall(b"bye\r\n")', "pass"),
    ]),
    "eof_is_a_wrong_answer_for_ever": ("right/threads.py", "past-eof", [
        ("return", r'conn.sendall(b"wrong\r\n")'),
    ]),
    "hard_coded_limit": ("right/threads.py", "silent-client-held", [
        ("conn.settimeout(idle)", "conn.settimeout(30)"),
    ]),
    "joins_each_thread": ("right/threads.py", "waited-for-silent", [
        ("    threading.Thread(target=quiz, args=(conn,)).start()",
         """\
    t = threading.Thread(target=quiz, args=(conn,))
    t.start()
    t.join()"""),
    ]),
    "never_closes_after_the_score": ("right/threads.py", "waited", [
        (r'        conn.sendall(f"score {score}/{len(questions)}\r\nbye\r\n".encode())',
         """\
        conn.sendall(f"score {score}/{len(questions)}\\r\\nbye\\r\\n".encode())
        threading.Event().wait(600)"""),
    ]),
    "no_bye_after_the_score": ("right/threads.py", "closed-early", [
        (r'conn.sendall(f"score {score}/{len(questions)}\r\nbye\r\n".encode())',
         r'conn.sendall(f"score {score}/{len(questions)}\r\n".encode())'),
    ]),
    "resets_the_limit_by_itself": ("right/byte_by_byte.py", "silent-client-held sent-other", [
        ("                chunk = conn.recv(1)",
         """\
                try:
                    chunk = conn.recv(1024)
                except socket.timeout:
                    conn.sendall(b"still there?\\r\\n")
                    continue"""),
    ]),
    "says_wrong_without_the_answer": ("right/threads.py", "sent-other", [
        (r'conn.sendall(f"wrong: {answer}\r\n".encode())', r'conn.sendall(b"wrong\r\n")'),
    ]),
    "scores_by_host": ("right/threads.py", "shared-score", [
        ("""\
idle = float(sys.argv[2])

""",
         """\
idle = float(sys.argv[2])


scores = {}

"""),
        ("def quiz(conn):",
         """\
def quiz(conn):
    host = conn.getpeername()[0]
    scores.setdefault(host, 0)"""),
        ("score += 1", "scores[host] += 1"),
        (r'conn.sendall(f"score {score}/{len(questions)}\r\nbye\r\n".encode())',
         r'conn.sendall(f"score {scores[host]}/{len(questions)}\r\nbye\r\n".encode())'),
    ]),
    "starts_a_thread_with_a_call": ("right/threads.py", "waited-for-silent", [
        ("threading.Thread(target=quiz, args=(conn,)).start()", "threading.Thread(target=quiz(conn)).start()"),
    ]),
}
