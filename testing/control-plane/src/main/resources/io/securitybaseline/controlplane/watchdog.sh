# Outlives the JVM by a moment. Reads "+pid" and "-pid" from its standard input, which ends when the JVM is
# gone in whatever way, SIGKILL included; then kills what is still on the list and deletes the folder $1.
# A terminal's Ctrl-C reaches the whole process group: it is for the JVM to decide, not for us.
trap '' INT TERM HUP
pids=
while read -r line; do
  case $line in
    +*) pids="$pids ${line#+}" ;;
    -*)
      rest=
      for pid in $pids; do
        [ "$pid" = "${line#-}" ] || rest="$rest $pid"
      done
      pids=$rest
      ;;
  esac
done
[ -n "$pids" ] || exit 0
kill -9 $pids 2>/dev/null
if [ -n "${1-}" ]; then
  # A process that is being killed may still finish writing a file.
  sleep 1
  rm -rf -- "$1"
fi
