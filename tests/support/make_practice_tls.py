"""Makes the practice CA and its certificates: python3 tests/support/make_practice_tls.py [FOLDER]

Needs the openssl command. Writes into bundle/servers/practice_tls unless another folder is named. Each run makes new
keys, so all files are replaced together; a CA's own key is thrown away. What the extensions are there for:

- since Python 3.13 a default context has VERIFY_X509_STRICT, which wants in a CA a critical basicConstraints, keyUsage
  and a subject key identifier, and in what it signs an authority key identifier (RFC 5280 section 4.2);
- Python never looks at a common name, so the names stand in subjectAltName (RFC 9525 section 6.3);
- dates: before 2050 they are UTCTime, which everything reads (RFC 5280 section 4.1.2.5). All begin in 1970, so that
  a laptop whose clock was lost, and begins again there, can do the exercises too.
"""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.join(HERE, "..", "..", "bundle", "servers", "practice_tls")

CA_NAME = "/CN=netprog practice CA - not for real use"
SERVER_NAME = "/CN=netprog practice server - not for real use"
LOCAL = "DNS:localhost,IP:127.0.0.1"
BEGIN, END, LONG_AGO = "19700101000000Z", "20491231235959Z", "19991231235959Z"

SERVERS = {     # file: (the CA that signs, the names, the end of its validity)
    "good": ("ca", LOCAL, END),
    "wrong-name": ("ca", "DNS:mail.wonderland.example", END),
    "impostor": ("impostor-ca", LOCAL, END),    # that CA has the same name, and another key
    "expired": ("ca", LOCAL, LONG_AGO),
}

PUBLIC = "Practice only: this key comes with netprog, so everybody has it.\n"

CONFIG = """
[ca]
default_ca = practice
[practice]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
unique_subject = no
policy = anything
[anything]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = ${ENV::NAMES}
"""


def main(home):
    with tempfile.TemporaryDirectory() as folder:
        make = Maker(folder)
        for ca in ("ca", "impostor-ca"):
            make.certificate(ca, CA_NAME, "authority", END, ["-selfsign", "-keyfile", ca + ".key"])
        write(home, "ca.pem", make.read("ca.crt"))
        for name, (ca, names, end) in SERVERS.items():
            make.certificate(name, SERVER_NAME, "server", end, ["-cert", ca + ".crt", "-keyfile", ca + ".key"], names)
            write(home, name + ".pem", PUBLIC + make.read(name + ".key") + make.read(name + ".crt"))


class Maker:
    """The openssl command at work in `folder`."""

    def __init__(self, folder):
        self.folder = folder
        self.write("config", CONFIG)
        self.write("index.txt", "")

    def certificate(self, name, subject, extensions, end, signer, names=LOCAL):
        """A new key NAME.key on P-256 and a certificate NAME.crt for it."""
        self.openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject,
                     "-keyout", name + ".key", "-out", name + ".csr", "-config", os.devnull)
        self.openssl("ca", "-batch", "-notext", "-config", "config", "-extensions", extensions, "-startdate", BEGIN,
                     "-enddate", end, "-in", name + ".csr", "-out", name + ".crt", *signer, NAMES=names)

    def openssl(self, *args, **environ):
        subprocess.run(["openssl", *args], cwd=self.folder, env={**os.environ, "NAMES": LOCAL, **environ}, check=True,
                       stdout=subprocess.DEVNULL)

    def read(self, name):
        with open(os.path.join(self.folder, name)) as file:
            return file.read()

    def write(self, name, text):
        write(self.folder, name, text)


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", newline="\n") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:] or [HOME])
