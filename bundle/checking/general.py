"""The mistakes that any program can make: what is told where no named mistake is proved."""

from bundle.checking.mistakes import Mistake


def _broken(name, sentence):
    return Mistake(name, sentence, rank=0)


def _general(name, sentence):
    return Mistake(name, sentence, rank=2)


# The file

MISSING = _broken("missing", "There is no file {file}; save your program there, or name another file to check.")
IS_A_FOLDER = _broken("is-a-folder", "{file} is a folder; the check needs the file with your program.")
NO_ORDINARY_FILE = _broken(
    "no-ordinary-file", "{file} is not an ordinary file; the check needs the file with your program.")
UNREADABLE = _broken("unreadable", "{file} could not be read ({why}); give yourself the right to read it.")
NOT_UTF8 = _broken("not-utf-8", "Your file is not UTF-8 at byte {n} (line {line}); save it as UTF-8 in your editor.")
SYNTAX = _broken("syntax-error", "Python cannot read line {line} of your program ({why}); look there{before}.")
EMPTY = _broken("empty", "Your file is empty; save your program in it, or bring the starter back (reset).")

# How it ended

CRASHED = _general("crashed", "Your program stopped with {exc} at line {line}{after}.")
CRASHED_ELSEWHERE = _general("crashed", "Your program stopped with {exc}{after}.")
STR_FOR_BYTES = _general(
    "str-for-bytes", "You handled str where the wire needs bytes (line {line}: {exc}); "
    "encode when sending, decode after framing.")
READS_STDIN = _general(
    "reads-stdin", "Your program waited for typed input at line {line}, but nobody types here; "
    "all it needs is in sys.argv.")
ARGUMENTS = _general(
    "arguments", "Your program stopped with {exc} at line {line}; it is run as `{usage}`.")
NEVER_ENDED = _general(
    "never-ended", "Your program was still running {seconds:g} s after the last thing happened on the wire; "
    "it should end by itself.{extra}")
NEVER_ENDED_BUSY = _general(
    "endless-loop", "Your program runs in an endless loop: it kept the processor busy for {seconds:g} s and did nothing "
    "on the wire; look at what ends your loop.{extra}")
EXIT_STATUS = _general("exit-status", "Your program ended with exit status {code}; a run that succeeds ends with 0.")
GAVE_UP = _general(
    "exit-status", "The server answered {command} with {reply}, and your program ended with exit status {code}; "
    "what it was told there is the thing to look at.")
SIGNALLED = _general("exit-status", "Your program was ended by signal {code}{after}.")
FLOODED = _general(
    "flooded", "Your program printed more than {limit}; look at what ends the loop that prints.")
FORKED_ON = _general(
    "forked-on", "Your program started more than {n} processes; each connection needs one at most, "
    "and each must end.")
LEFT_CHILDREN = _general(
    "left-children", "Your program ended, but left processes running that it had started; "
    "end them, or wait for them, before you exit.")

# Who talks to whom

NEVER_CONNECTED = _general(
    "never-connected", "Your program ended without connecting to {host} port {port}, the address in {where}.")
CONNECTED_AGAIN = _general(
    "connected-again", "You connected {n} times; one connection carries the whole conversation.")
NO_UPSTREAM = _general(
    "never-connected", "Client {n} came, and within {seconds:g} s you made no connection for it to {host} port {port}, the "
    "address in sys.argv[2] and sys.argv[3].")
NO_DATAGRAM = _general(
    "never-connected", "No datagram came to {host} port {port}, the address in sys.argv[1] and sys.argv[2]; a socket for "
    "UDP is of the type socket.SOCK_DGRAM.")
TOO_MANY_DATAGRAMS = _general(
    "too-many-datagrams", "You sent more than {n} datagrams; look at what ends the loop that sends.")
WRONG_PORT = _general("wrong-port", "I gave you port {p}; you used {q}.")
BAD_REQUEST = _general("bad-request", "The server could not read your request, or would not: {why}")
WAITED_FOR_EOF = _general(
    "waited-for-eof", "You waited {seconds:g} s for EOF, but the answer was whole, and the server keeps the connection "
    "open: read as many bytes as Content-Length says, or send Connection: close.")
NOT_LISTENING = _general(
    "not-listening", "Nothing listened on 127.0.0.1 port {port} within {seconds:g} s; "
    "bind the port in sys.argv[1], and call listen().")
NOT_ACCEPTING = _general(
    "not-accepting", "Your server listens, but took no new client for {seconds:g} s; accept() belongs in a loop that nothing "
    "holds up.")
ENDED_UNASKED = _general(
    "server-ended", "Your server ended {when}; a server goes on until somebody stops it.")
IN_BACKGROUND = _general(
    "in-background", "Your program ended, but something that it started goes on serving; stay in the foreground, so that "
    "whoever started you can see and stop you.")
WRONG_ADDRESS = _general(
    "wrong-address", "Your server listens on {address}, which other machines may reach; bind 127.0.0.1.")
ANOTHER_LOOPBACK = _general(
    "wrong-address", "Your server listens on {address}; the client comes to 127.0.0.1, so bind that.")

# What it said

EARLY = _general(
    "acted-early", "You acted on an unfinished message: its last byte had not arrived yet; "
    "read on until the message is complete.")
NO_OUTPUT = _general("no-output", "Your program printed nothing; expected {expected}.")
DIFFERS = _general("output-differs", "Your output differs first at byte {n}{after}: expected {expected}, got {got}.")
WAITED = _general("waited", "You waited {seconds:g} s while it was your turn to {turn}.")
UNFINISHED_LINE = _general(
    "unfinished-line", "You sent {line} without a line end, and waited {seconds:g} s; the server waits for the rest of "
    "your line: end it with \\r\\n.")
FALSE_SUCCESS = _general(
    "false-success", "You reported success although the peer left in mid-message; say on stderr that it failed, and "
    "end with exit status 1.")
TRACEBACK = _general(
    "traceback", "{what}, and your program stopped with a traceback ({exc}, line {line}); "
    "catch it, print one line on stderr, and exit with status 1.")
FAILURE_STATUS = _general(
    "failure-status", "{what}, and your program ended with exit status {code}; it should be 1.")
FAILURE_LINES = _general(
    "failure-lines", "{what}, and your program printed {told} on stderr to say so; it should be one line "
    "that says what failed.")
CLOSED_EARLY = _general("closed-early", "You closed the connection before you had sent {wanted}.")
PRINTED_INSTEAD = _general(
    "printed-instead", "You printed {got} and sent nothing; print() writes to your screen, conn.sendall() to the client.")
RESET = _general("reset", "You reset the connection instead of closing it, before you had sent {wanted}.")
SENT_OTHER = _general("sent-other", "What you sent differs at byte {n}: expected {expected}, got {got}.")
SENT_MORE = _general("sent-more", "You sent {got} where nothing more should come; close the connection instead.")
NOT_READING = _general("not-reading", "You read nothing for {seconds:g} s, while more was waiting for you.")
