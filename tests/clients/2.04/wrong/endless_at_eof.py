# mistake: endless-loop
import socket,sys,email,email.policy
s=socket.create_connection((sys.argv[1],int(sys.argv[2])))
buf=b""
def line():
    global buf
    while b"\r\n" not in buf:
        buf+=s.recv(4096)
    l,_,r=buf.partition(b"\r\n"); buf=r
    return l.decode()
def cmd(c,multi=False):
    s.sendall((c+"\r\n").encode()); st=line()
    if st[0]=="-": print(st,file=sys.stderr); sys.exit(1)
    out=[]
    while multi:
        l=line()
        if l==".": break
        out.append(l)
    return out if multi else st
line(); cmd("USER "+sys.argv[3]); cmd("PASS "+sys.argv[4])
_,n,b=cmd("STAT").split(); print(n,"messages,",b,"bytes")
L=cmd("LIST",1);U=cmd("UIDL",1)
for l,u in zip(L,U):
    m=email.message_from_string("\n".join(cmd("TOP %s 0"%l.split()[0],1)),policy=email.policy.default)
    print(u.split()[1],l.split()[1],m["subject"] or "(no subject)")
cmd("QUIT")
