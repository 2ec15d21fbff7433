import datetime, socket, sys, time
time.sleep(1.5)   # reads its configuration...
print("Daytime server, press Ctrl-C to stop", flush=True)
try:
    with socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=1) as listener:
        listener.settimeout(0.5)      # so that Ctrl-C works on Windows
        while True:
            try:
                conn, address = listener.accept()
            except socket.timeout:
                continue
            conn.settimeout(5)
            try:
                conn.sendall(b"The time is %s.\r\n" % str(datetime.datetime.now()).encode())
            except OSError as e:
                print("oops:", e)
            finally:
                conn.close()
except KeyboardInterrupt:
    print("bye")
