# mistake: arguments
import sys, urllib.request, urllib.parse
host, port, text = sys.argv[1:]
