"""Programs that we start: in a group of their own, so that they can be ended with everything they started.

POSIX has process groups; Windows has job objects. A child that leaves its group (a daemon) is found, where the system
has /proc, by a mark in its environment.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

WINDOWS = os.name == "nt"
MARK = "NETPROG_STARTED_THIS"   # the environment variable that marks every process of a check


def start(command, **options):
    """Start `command` (a list) as the head of a group of its own: a subprocess.Popen. OSError."""
    if WINDOWS:
        process = subprocess.Popen(command, creationflags=subprocess.CREATE_NEW_PROCESS_GROUP, **options)
        process.job = _job_for(process)
        return process
    return subprocess.Popen(command, start_new_session=True, **options)


def end(process):
    """End `process` and its whole group at once; returns when the process itself has ended."""
    if WINDOWS:
        _end_job(process)
    else:
        _signal_group(process, signal.SIGKILL)
    process.wait()


def ask_to_end(process):
    """Ask the group to end, as Ctrl-C or a system that shuts down would; it may refuse."""
    if WINDOWS:
        process.terminate()
    else:
        _signal_group(process, signal.SIGTERM)


def pause(process, paused=True):
    """Stop `process` where it is, or (paused=False) let it go on: what happens meanwhile, it finds all at once."""
    if WINDOWS:
        import ctypes
        call = ctypes.WinDLL("ntdll")["NtSuspendProcess" if paused else "NtResumeProcess"]
        call(ctypes.c_void_p(int(process._handle)))
    else:
        _signal_group(process, signal.SIGSTOP if paused else signal.SIGCONT)
        if paused and hasattr(os, "waitid"):    # it may run on for a moment; macOS tells since Python 3.13
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)


def group_is_alive(process):
    """Whether anything of the group is left, now that `process` may have ended."""
    if WINDOWS:
        return process.poll() is None
    try:
        os.killpg(process.pid, 0)
        return True
    except (ProcessLookupError, PermissionError):
        return False


def _signal_group(process, number):
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        pass  # nobody is left; macOS says EPERM of a group of zombies


def end_marked(mark):
    """End every process whose mark begins with `mark`, wherever it went; returns how many there were. Needs /proc.

    Those that a netprog left which was killed itself are ended too: their mark begins with its process number.
    """
    ended = 0
    for pid in _processes():
        try:
            if _carries(pid, mark, or_orphaned=True):
                os.kill(pid, signal.SIGKILL)
                _wait_for_stranger(pid)
                ended += 1
        except OSError:
            continue  # ended meanwhile, or somebody else's
    return ended


def count_marked(mark):
    """How many processes carry a mark that begins with `mark`, wherever they went; 0 where there is no /proc."""
    count = 0
    for pid in _processes():
        try:
            count += _carries(pid, mark)
        except OSError:
            continue
    return count


def _carries(pid, mark, or_orphaned=False):
    """Whether process `pid` carries `mark`, or the mark of a netprog that is no more. OSError."""
    with open("/proc/{}/environ".format(pid), "rb") as environ:
        for variable in environ.read().split(b"\0"):
            name, _, value = variable.decode("utf-8", "replace").partition("=")
            if name == MARK:
                runner = value.partition("-")[0]
                return value.startswith(mark) or (
                    or_orphaned and runner.isdigit() and not os.path.exists("/proc/" + runner))
    return False


def _wait_for_stranger(pid, seconds=5):
    """Wait until process `pid`, which is no child of ours and has been killed, has ended."""
    import select
    if not hasattr(os, "pidfd_open"):
        return  # only Linux has it; the others do not get here, for want of /proc
    fd = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        poll.poll(seconds * 1000)
    finally:
        os.close(fd)


def _processes():
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    except OSError:
        return []  # no /proc here


def group_size(process):
    """How many processes belong to the group of `process`; 0 where the system has no /proc to tell."""
    count = 0
    for pid in _processes():
        try:
            with open("/proc/{}/stat".format(pid), "rb") as stat:
                fields = stat.read().rpartition(b")")[2].split()    # state, parent, group, session, …
        except OSError:
            continue
        count += int(fields[3]) == process.pid
    return count


def thread_count(pid):
    """How many threads process `pid` has; None where the system does not tell, or it has ended."""
    if WINDOWS:
        return _threads_on_windows(pid)
    try:
        return len(os.listdir("/proc/{}/task".format(pid)))
    except OSError:
        return _threads_on_macos(pid) if sys.platform == "darwin" else None


def _threads_on_macos(pid):
    """proc_pidinfo(PROC_PIDTASKINFO) fills a struct proc_taskinfo: six times 64 bits, then twelve times 32."""
    try:
        import ctypes
        info = (ctypes.c_int32 * 24)()
        filled = ctypes.CDLL("/usr/lib/libproc.dylib").proc_pidinfo(
            ctypes.c_int(pid), ctypes.c_int(4), ctypes.c_uint64(0), ctypes.byref(info), ctypes.c_int(96))
    except (ImportError, OSError, AttributeError):
        return None     # a Python without ctypes, or an unusual system
    return info[21] if filled == 96 else None   # pti_threadnum


def _threads_on_windows(pid):
    """A snapshot of all threads of the system; each of its entries names the process that it belongs to."""
    if sys.prefix != sys.base_prefix:
        return None     # python.exe of a venv starts another one, and `pid` is its own
    try:
        import ctypes
    except ImportError:
        return None
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    snapshot = ctypes.c_void_p(kernel.CreateToolhelp32Snapshot(4, 0))   # TH32CS_SNAPTHREAD
    entry = (ctypes.c_uint32 * 7)(28)   # THREADENTRY32: its size, usage, thread, owner, …
    count = 0
    more = kernel.Thread32First(snapshot, ctypes.byref(entry))
    while more:
        count += entry[3] == pid
        more = kernel.Thread32Next(snapshot, ctypes.byref(entry))
    kernel.CloseHandle(snapshot)
    return count or None


def watch_end(process, ended):
    """Call `ended()` in a thread of its own as soon as `process` has ended. (Popen.wait with a limit polls.)"""
    def wait():
        process.wait()
        ended()
    thread = threading.Thread(target=wait, name="wait for {}".format(process.pid), daemon=True)
    thread.start()
    return thread


def is_ours(path, root):
    """Whether `path` lies in the folder `root`."""
    try:
        return os.path.commonpath([os.path.realpath(path), os.path.realpath(root)]) == os.path.realpath(root)
    except ValueError:
        return False  # on another drive


def environment(**extra):
    """The environment of a learner's program: this one, without proxies and without a way to our own modules.

    Output is unbuffered and UTF-8; on Python 3.13 and later, nntplib, cgi and cgitb can be imported. `extra` is added;
    a name with the value None is removed.
    """
    from bundle.learner_modules import path_for_learner
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    environ = {name: value for name, value in os.environ.items()
               if not name.lower().endswith("_proxy") and (not name.startswith("PYTHON") or name == "PYTHONHOME")}
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and not is_ours(path, root)]
    learner_modules = path_for_learner()
    if learner_modules:
        paths.append(learner_modules)
    if paths:
        environ["PYTHONPATH"] = os.pathsep.join(paths)
    environ.update(PYTHON_COLORS="0", PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1")
    environ["PYTHONWARNINGS"] = "ignore::DeprecationWarning"    # 3.11 and 3.12 complain about nntplib on stderr
    environ.update({name: value for name, value in extra.items() if value is not None})
    return {name: value for name, value in environ.items() if name not in extra or extra[name] is not None}


def pipe_has_data(fd):
    """On Windows: whether the pipe `fd` has bytes to read, or has come to its end."""
    import ctypes
    import msvcrt
    count = ctypes.c_ulong()
    found = ctypes.WinDLL("kernel32").PeekNamedPipe(
        ctypes.c_void_p(msvcrt.get_osfhandle(fd)), None, 0, None, ctypes.byref(count), None)
    return not found or count.value > 0     # it fails at the end of the pipe


# Windows: a job object ends with its last handle, and takes every process in it along

def _job_for(process):
    """A job that `process` and all its children belong to; None where the system refuses."""
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = [("per_process_time", ctypes.c_int64), ("per_job_time", ctypes.c_int64), ("flags", wintypes.DWORD),
                    ("least_working_set", ctypes.c_size_t), ("most_working_set", ctypes.c_size_t),
                    ("most_processes", wintypes.DWORD), ("affinity", ctypes.c_size_t),
                    ("priority", wintypes.DWORD), ("scheduling", wintypes.DWORD)]

    class Extended(ctypes.Structure):
        _fields_ = [("basic", Basic), ("io", ctypes.c_uint64 * 6), ("memory", ctypes.c_size_t * 4)]

    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
    kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
    kernel.TerminateJobObject.argtypes = [wintypes.HANDLE, wintypes.UINT]
    kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    job = kernel.CreateJobObjectW(None, None)
    limits = Extended()
    limits.basic.flags = 0x2000 | 0x8           # KILL_ON_JOB_CLOSE | ACTIVE_PROCESS
    limits.basic.most_processes = 100
    kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits))     # ExtendedLimitInformation
    if not kernel.AssignProcessToJobObject(job, int(process._handle)):
        kernel.CloseHandle(job)
        return None
    return kernel, job


def _end_job(process):
    if process.job:
        kernel, job = process.job
        process.job = None
        kernel.TerminateJobObject(job, 1)
        kernel.CloseHandle(job)
    else:
        process.kill()
