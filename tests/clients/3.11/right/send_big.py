import os, sys
from html import escape
from urllib.parse import quote

base = os.path.realpath('files') + os.sep
p = os.environ.get('PATH_INFO', '')
if p == '' or p == '/':
    print('Content-Type: text/html; charset=utf-8')
    print()
    for f in os.listdir('files'):
        if os.path.isfile(base + f):
            print('<li><a href="%s/%s">%s</a></li>' % (os.environ['SCRIPT_NAME'], quote(f), escape(f)))
    sys.exit(0)

full = os.path.realpath(os.path.join(base, p.lstrip('/')))
if not full.startswith(base) or not os.path.isfile(full):
    print('Status: 404 Not Found')
    print('Content-Type: text/html')
    print()
    print('<h1>404</h1>')
    sys.exit(0)
sys.stdout.buffer.write(b'Content-Type: application/octet-stream\r\n')
sys.stdout.buffer.write(b'Content-Disposition: attachment\r\n')
sys.stdout.buffer.write(('Content-Length: %d\r\n\r\n' % os.stat(full).st_size).encode())
if os.environ['REQUEST_METHOD'] == 'HEAD':
    sys.exit(0)
with open(full, 'rb') as f:
    while True:
        chunk = f.read(1024 * 1024)
        if not chunk:
            break
        sys.stdout.buffer.write(chunk)
        sys.stdout.flush()
