# mistake: output-differs
import poplib,sys,email
p=poplib.POP3(sys.argv[1],int(sys.argv[2])); p.user(sys.argv[3]); p.pass_(sys.argv[4])
print(p.stat()[0],"messages,",p.stat()[1],"bytes")
for i,l in enumerate(p.uidl()[1],1):
    m=email.message_from_bytes(b"\n".join(p.top(i,0)[1]))
    print(l.split()[1], p.list(i).split()[2], m["subject"])
p.quit()
