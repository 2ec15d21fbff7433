# mistake: stopped-by-refusal
import select, socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect((host, port)); s.setblocking(False)
ok = 0
for n in range(1, count + 1):
    t0 = time.monotonic(); t1 = t0 + timeout
    line = f"{n} lost"
    try:
        s.send(f"ping {n}".encode())
        while (left := t1 - time.monotonic()) > 0:
            if not select.select([s], [], [], left)[0]: break
            try: d = s.recv(2048)
            except BlockingIOError: continue
            if d == f"pong {n}".encode():
                line = f"{n} {int((time.monotonic() - t0) * 1000)} ms"; ok += 1; break
    except ConnectionError:
        sys.exit("ping: refused")
    print(line)
print(f"{ok} of {count} came back")
if ok == 0:
    print("Nobody answered.", file=sys.stderr); sys.exit(1)
