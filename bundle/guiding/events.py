"""Everything that can happen in a guided session. All of it comes through one queue, to one loop."""

from collections import namedtuple

Key = namedtuple("Key", "name")                     # a key was pressed: "h", " ", "up"
Saved = namedtuple("Saved", "path")                 # the learner's file is there, and not as before
Gone = namedtuple("Gone", "path")                   # the learner's file is not there any more
RoundDone = namedtuple("RoundDone", "check name passed")        # of a check that is still running
Checked = namedtuple("Checked", "check verdict")    # a check has ended; verdict is None if it was called off
Resized = namedtuple("Resized", "")
CheckBroke = namedtuple("CheckBroke", "check error")    # it came to no verdict, by a mistake of ours
ServerSaid = namedtuple("ServerSaid", "visit")      # the gateway ran a script for a browser: a Visit
EditorClosed = namedtuple("EditorClosed", "")       # an editor that had the terminal gives it back
Suspended = namedtuple("Suspended", "")             # Ctrl-Z
Continued = namedtuple("Continued", "")             # fg
Interrupted = namedtuple("Interrupted", "signal")   # Ctrl-C, a closed window, a request to end
Broke = namedtuple("Broke", "error")                # a thread of ours failed: a bug
