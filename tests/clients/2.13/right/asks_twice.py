# Tries the system's CAs first, then the one that was named; verified either way.
import poplib
import ssl
import sys

host, port, user, password, ca = sys.argv[1:6]


def connect(context):
    if sys.argv[6:] == ["stls"]:
        pop = poplib.POP3(host, int(port), timeout=30)
        pop.stls(context=context)
        return pop
    return poplib.POP3_SSL(host, int(port), timeout=30, context=context)


try:
    try:
        pop = connect(ssl.create_default_context())
    except ssl.SSLCertVerificationError:
        pop = connect(ssl.create_default_context(cafile=ca))
    pop.user(user)
    pop.pass_(password)
    print("{} messages, {} bytes".format(*pop.stat()))
    pop.quit()
except Exception as problem:
    print("failed:", problem, file=sys.stderr)
    sys.exit(1)
