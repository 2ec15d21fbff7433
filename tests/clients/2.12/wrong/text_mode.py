# mistake: other-bytes
import sys, time, os, urllib.request, urllib.error, http.client
d = urllib.request.urlopen(sys.argv[1], timeout=float(sys.argv[3])).read()
open(sys.argv[2], "w").write(d.decode("latin-1"))
print(len(d), "bytes, attempt", 1)
