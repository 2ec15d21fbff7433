from ftplib import FTP, all_errors
from pathlib import Path
from sys import argv, exit, stderr

try:
    with FTP() as ftp:
        ftp.connect(argv[1], int(argv[2]))
        ftp.login()
        ftp.set_pasv(False)
        if argv[3:]:
            sizes = {name: facts.get("size") for name, facts in ftp.mlsd(facts=["size"])}
            whole = bytearray()

            def add(block):
                whole.extend(block)
                print(f"{len(whole)}/{sizes[argv[3]]}", file=stderr, flush=True)

            ftp.retrbinary("RETR " + argv[3], add, blocksize=1000)
            Path(argv[3]).write_bytes(whole)
            print("done")
        else:
            ftp.retrlines("NLST")
except all_errors as e:
    print(type(e).__name__, e, file=stderr)
    exit(1)
