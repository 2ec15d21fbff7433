"""List a folder, fetch a file."""
import ftplib
import sys

host, port = sys.argv[1:3]

ftp = ftplib.FTP()
ftp.connect(host, int(port))
ftp.login("alice", "wonderland")

ftp.cwd("/pub")
names = ftp.nlst()
print(names)

chunks = []
command = "RETR attendance.csv"
ftp.retrbinary(command, chunks.append)
print(sum(map(len, chunks)), "bytes")

ftp.quit()
