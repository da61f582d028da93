# SPDX-License-Identifier: MIT
# Sourced by tests that serve databases: the servers end with the test.
servers=
stop_servers() {
    for server in $servers; do kill "$server" 2>/dev/null || :; done
}
trap stop_servers EXIT

# whether it has got its port: its log says $ready, or, where that is empty, it has lived until now
is_ready() {
    if [ -n "$ready" ]; then grep -q "$ready" server.log; else [ "$wait" = 6 ]; fi
}

# start READY COMMAND...: starts a server on some free port, which goes to $port. Told to end, a server ends its whole
# group.
start() {
    ready=$1
    shift
    for try in 1 2 3 4 5 6 7 8 9; do
        port=$((20000 + ($$ * 7 + try * 1009 + ${#servers} * 31) % 30000))
        setsid "$@" --interface 127.0.0.1 --port "$port" >server.log 2>&1 &
        server=$!
        for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            kill -0 "$server" 2>/dev/null || break
            if is_ready; then
                servers="$servers $server"
                return
            fi
            sleep 0.05
        done
    done
    fail "no server could be started"
}

# serve FOLDER: a database.
serve() {
    start Listening xapian-tcpsrv "$1"
}
