import contextlib
import poplib
import ssl
import sys


def context(ca):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)      # checks name and certificate, from the start
    made.load_verify_locations(cafile=ca)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


def main():
    host, port, user, password, ca, *more = sys.argv[1:]
    with contextlib.ExitStack() as stack:
        if "stls" in more:
            pop = poplib.POP3(host, int(port), timeout=20)
            stack.callback(pop.close)
            pop.stls(context(ca))
        else:
            pop = poplib.POP3_SSL(host, int(port), timeout=20, context=context(ca))
            stack.callback(pop.close)
        pop.user(user)
        pop.pass_(password)
        print("{} messages, {} bytes".format(*pop.stat()))
        pop.quit()


if __name__ == "__main__":
    try:
        main()
    except Exception as e:
        print(type(e).__name__ + ":", e, file=sys.stderr)
        sys.exit(1)
