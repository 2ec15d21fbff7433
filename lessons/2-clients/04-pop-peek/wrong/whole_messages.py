# mistake: whole-messages
import email
import email.policy
import poplib
import sys

mailbox = poplib.POP3(sys.argv[1], int(sys.argv[2]))
try:
    mailbox.user(sys.argv[3])
    mailbox.pass_(sys.argv[4])
    count, size = mailbox.stat()
    print(count, "messages,", size, "bytes")
    for number in range(1, count + 1):
        uid = mailbox.uidl(number).split()[2].decode()
        response, lines, octets = mailbox.retr(number)
        message = email.message_from_bytes(b"\n".join(lines), policy=email.policy.default)
        print(uid, octets, message["Subject"] or "(no subject)")
    mailbox.quit()
except poplib.error_proto as e:
    sys.exit("error: %s" % e)
