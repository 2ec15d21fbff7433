import io, os, socket, sys

HOST, PORT, NAME = sys.argv[1:]

def fail(why):
    sys.stderr.write("error: %s\n" % why)
    sys.exit(1)

try:
    ctl = socket.create_connection((HOST, int(PORT)), timeout=60)
    rd = ctl.makefile("r", encoding="utf-8", newline="\r\n")

    def command(text):
        if text:
            ctl.sendall((text + "\r\n").encode())
        answer = rd.readline()
        if not answer.endswith("\r\n"):
            fail("connection closed")
        if answer[0] in "45":
            fail(answer.strip())
        return answer.strip()

    def get(what):
        port = int(command("DATA").split(" ")[-1])
        with socket.socket() as d:
            d.connect((HOST, port))
            command(what)
            out = io.BytesIO()
            while 1:
                b = d.recv(10)
                if b == b"":
                    break
                out.write(b)
        command("")
        return out.getvalue()

    command("")
    for line in get("LIST").decode("utf-8").splitlines():
        print(line)
    body = get("GET %s" % NAME)
except OSError as e:
    fail(e)
with open(NAME, "xb") as f:
    f.write(body)
print("saved {}, {} bytes".format(NAME, len(body)))
