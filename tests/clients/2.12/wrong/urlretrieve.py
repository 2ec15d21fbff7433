# mistake: gave-up
import sys, urllib.request
name, h = urllib.request.urlretrieve(sys.argv[1], sys.argv[2])
import os
print(os.path.getsize(name), "bytes, attempt 1")
