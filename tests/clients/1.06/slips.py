"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "colon_in_login": ("right/one_function.py", "bad-request", [
        ('send(1, sys.argv[3] + " " + sys.argv[4])', 'send(1, sys.argv[3] + ":" + sys.argv[4])'),
    ]),
    "eof_in_header_is_the_end": ("right/one_function.py", "no-end false-success", [
        ('sys.exit("The server has closed the connection.")', "sys.exit()"),
    ]),
    "error_on_stdout": ("right/one_function.py", "failure-lines", [
        ('        sys.exit("error: " + body.decode())',
         """\
        print("error: " + body.decode())
        sys.exit(1)"""),
    ]),
    "fails_with_a_traceback": ("right/one_function.py", "traceback", [
        ('sys.exit("The server has closed the connection.")', 'raise EOFError("closed")'),
    ]),
    "forgets_the_login_answer": ("right/one_function.py", "mixed-up", [
        ("""\
    read_frame()
""",
         ""),
    ]),
    "length_is_text": ("right/one_function.py", "bad-request waited", [
        ('conn.sendall(struct.pack("!IB", len(data), opcode) + data)',
         'conn.sendall(b"%d %d " % (len(data), opcode) + data)'),
    ]),
    "no_login": ("right/one_function.py", "bad-request", [
        ("""\
    send(1, sys.argv[3] + " " + sys.argv[4])
    read_frame()
""",
         ""),
    ]),
    "opcode_first": ("right/one_function.py", "bad-request", [
        ('conn.sendall(struct.pack("!IB", len(data), opcode) + data)',
         'conn.sendall(struct.pack("!BI", opcode, len(data)) + data)'),
    ]),
    "prints_bytes": ("right/one_function.py", "output-differs", [
        ('print(f"{key}={body.decode()}")', 'print(f"{key}={body}")'),
    ]),
    "reads_little_endian": ("right/one_function.py", "waited never-ended endless-loop crashed", [
        ('length, opcode = struct.unpack("!IB", recv_exact(5))', 'length, opcode = struct.unpack("<IB", recv_exact(5))'),
    ]),
    "short_header_looped_once": ("right/one_function.py", "short-header", [
        ("""\
    return data

""",
         """\
    return data


def two_recvs(n):
    data = conn.recv(n)
    if len(data) < n:
        data += conn.recv(n)
    return data

"""),
        ('length, opcode = struct.unpack("!IB", recv_exact(5))', 'length, opcode = struct.unpack("!IB", two_recvs(5))'),
    ]),
    "skips_empty_values": ("right/one_function.py", "empty-value", [
        ('            print(f"{key}={body.decode()}")',
         """\
            if body:
                print(f"{key}={body.decode()}")"""),
    ]),
    "stops_at_unknown_key": ("right/one_function.py", "no-rows", [
        ("""\
        send(2, key)
        opcode, body = read_frame()""",
         """\
        send(2, key)
        opcode, body = read_frame()
        if opcode == 4:
            break"""),
    ]),
    "whole_answer_in_one_recv": ("right/half_closes_at_the_end.py",
                                 "short-header short-value next-frame waited output-differs crashed", [
        ("""\
        opcode, body = read_frame()
        while opcode == 3:
            print(f"{key}={body.decode()}")
            opcode, body = read_frame()
    conn.shutdown(socket.SHUT_WR)
    assert conn.recv(1) == b"\"""",
         """\
        data = conn.recv(65536)
        while data:
            length, opcode = struct.unpack("!IB", data[:5])
            if opcode == 3:
                print(f"{key}={data[5:5 + length].decode()}")
            data = data[5 + length:]"""),
    ]),
}
