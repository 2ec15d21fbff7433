import functools, socket, sys
with socket.create_connection((sys.argv[1], sys.argv[2])) as s:
    sys.stdout.buffer.writelines(iter(functools.partial(s.recv, 1), b""))
