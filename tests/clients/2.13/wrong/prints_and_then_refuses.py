# mistake: checks-off unverified
# Looks at the certificate, but only when everything is said.
import poplib
import ssl
import sys

host, port, user, password, ca, *stls = sys.argv[1:]
careless = ssl.create_default_context(cafile=ca)
careless.check_hostname = False
careless.verify_mode = ssl.CERT_NONE
try:
    if stls:
        pop = poplib.POP3(host, int(port))
        pop.stls(careless)
    else:
        pop = poplib.POP3_SSL(host, int(port), context=careless)
    pop.user(user)
    pop.pass_(password)
    found = pop.stat()
    pop.quit()
    if stls:
        again = poplib.POP3(host, int(port))
        again.stls(ssl.create_default_context(cafile=ca))
    else:
        again = poplib.POP3_SSL(host, int(port), context=ssl.create_default_context(cafile=ca))
    again.quit()
    print("{} messages, {} bytes".format(*found))
except Exception as problem:
    sys.exit("pop_tls: %s" % problem)
