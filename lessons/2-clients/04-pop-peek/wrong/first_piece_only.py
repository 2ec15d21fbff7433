# mistake: output-differs
import poplib, sys, email, email.policy
host, port, user, pw = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
try:
    m = poplib.POP3(host, port)
    m.user(user); m.pass_(pw)
    n, size = m.stat()
    print(f"{n} messages, {size} bytes")
    for i in range(1, n + 1):
        uid = m.uidl(i).decode().split()[-1]
        sz = m.list(i).decode().split()[-1]
        msg = email.message_from_bytes(b"\r\n".join(m.top(i, 0)[1]))
        from email.header import decode_header
        t, cs = decode_header(msg["Subject"])[0]
        print(uid, sz, (t.decode(cs or "ascii") if isinstance(t, bytes) else t) or "(no subject)")
    m.quit()
except (OSError, poplib.error_proto) as e:
    sys.exit(f"error: {e}")
