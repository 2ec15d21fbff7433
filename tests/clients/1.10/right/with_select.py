import select, socket, sys, time

h, p, c, t = sys.argv[1:]
dest = (h, int(p))
ok = 0
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setblocking(False)
for i in range(1, int(c) + 1):
    t0 = time.monotonic()
    s.sendto(("ping %d" % i).encode("ascii"), dest)
    result = "lost"
    while True:
        rest = float(t) - (time.monotonic() - t0)
        if rest < 0:
            break
        r, _, _ = select.select([s], [], [], rest)
        if not r:
            break
        try:
            d, a = s.recvfrom(65535)
        except OSError:
            continue
        if a != dest:
            continue
        if d == ("pong %d" % i).encode():
            result = "%f ms" % ((time.monotonic() - t0) * 1000)
            ok += 1
            break
    print(i, result)
print("%d of %s came back" % (ok, c))
if ok == 0:
    print("No answer.", file=sys.stderr)
    exit(1)
