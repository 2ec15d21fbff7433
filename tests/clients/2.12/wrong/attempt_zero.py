# mistake: output-differs
import sys, time, os, urllib.request, urllib.error, http.client
d = urllib.request.urlopen(sys.argv[1], timeout=float(sys.argv[3])).read()
open(sys.argv[2], "wb").write(d)
print(len(d), "bytes, attempt", 0)
