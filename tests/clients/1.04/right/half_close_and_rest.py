import socket, sys

def main():
    s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    rest = b''
    for line in sys.stdin:
        s.sendall(line.rstrip('\n').encode('utf8') + b'\n')
        replied = False
        while not replied:
            data = s.recv(100)
            if data == b'':
                print('Server closed connection!', file=sys.stderr)
                return 1
            rest += data
            while b'\n' in rest:
                one, rest = rest.split(b'\n', 1)
                print(one.decode('utf8'))
                if not one.startswith(b'* '):
                    replied = True
    s.shutdown(socket.SHUT_WR)
    while True:
        data = s.recv(100)
        if not data:
            break
    return 0

sys.exit(main())
