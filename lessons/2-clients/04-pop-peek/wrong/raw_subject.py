# mistake: output-differs
import poplib
import sys

try:
    box = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    box.user(sys.argv[3])
    box.pass_(sys.argv[4])
    print("{} messages, {} bytes".format(*box.stat()))
    for line in box.uidl()[1]:
        number, uid = line.decode().split()
        for header in box.top(number, 0)[1]:
            if header.startswith(b"Subject: "):
                print(uid, box.list(number).split()[2].decode(), header[9:].decode() or "(no subject)")
    box.quit()
except (poplib.error_proto, OSError) as problem:
    sys.exit(str(problem))
