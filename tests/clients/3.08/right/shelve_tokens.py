import os, shelve, secrets

raw = os.environ.get('HTTP_COOKIE')
mine = None
if raw:
    for c in raw.split('; '):
        if c.startswith('session='):
            mine = c[8:]

db = shelve.open('sessions')
if mine is None or mine not in db or not mine:
    mine = secrets.token_hex(32)
    db[mine] = 0
    new = True
else:
    new = False
db[mine] = db[mine] + 1
n = db[mine]
db.close()

print('Content-Type: text/html')
if new:
    print(f'Set-Cookie: session={mine}; Path=/; HttpOnly; SameSite=Lax')
print('')
print(f'''<html><body>
<h1>Hello</h1>
<div id="visits">You have been here {n} times</div>
</body></html>''')
