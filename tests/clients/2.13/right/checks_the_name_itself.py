# Switches off the check of the name, and makes it by hand before it says anything.
import poplib
import ssl
import sys

host, port, user, password, ca = sys.argv[1:6]
context = ssl.create_default_context(cafile=ca)
context.check_hostname = False
try:
    if sys.argv[6:]:
        pop = poplib.POP3(host, int(port))
        pop.stls(context)
    else:
        pop = poplib.POP3_SSL(host, int(port), context=context)
    names = [value for _, value in pop.sock.getpeercert()["subjectAltName"]]
    if host not in names:
        pop.close()
        sys.exit("that certificate is for %s, not for %s" % (" and ".join(names), host))
    pop.user(user)
    pop.pass_(password)
    print("%d messages, %d bytes" % pop.stat())
    pop.quit()
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))
