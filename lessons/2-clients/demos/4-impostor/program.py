"""Who gets the password?"""
import poplib
import ssl
import sys

host, impostor, real, ca = sys.argv[1:]

# TLS, and nobody asks who is there.
pop3 = poplib.POP3_SSL(host, impostor)
pop3.user("alice")
pop3.pass_("wonderland")
pop3.quit()

# A context that asks.
asks = ssl.create_default_context(
    cafile=ca)
try:
    pop3 = poplib.POP3_SSL(
        host, impostor, context=asks)
except ssl.SSLError as error:
    print(error.verify_message)

# The real server has an answer.
pop3 = poplib.POP3_SSL(
    host, real, context=asks)
print(pop3.getwelcome())
pop3.quit()
