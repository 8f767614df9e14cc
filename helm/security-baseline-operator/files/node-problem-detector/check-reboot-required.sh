#!/bin/sh
# Custom plugin of node-problem-detector: does this node need a reboot?
# Exit 0: no. 1: yes. 2: unknown. The line that it prints becomes the message of the node's condition, and the operator reads the time after "since".
# The directory of the host is mounted, not the file, because a mounted file would not change when the host creates or deletes it.
directory="${HOST_RUN:-/host/run}"
file="$directory/reboot-required"

if [ ! -d "$directory" ] || [ ! -r "$directory" ] || [ ! -x "$directory" ]; then
  echo "cannot read $directory"
  exit 2
fi
if [ ! -e "$file" ]; then
  echo "no reboot is pending"
  exit 0
fi
since=$(date -u -r "$file" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null)
if [ -z "$since" ]; then
  # It was deleted during this check, or its time cannot be read: the next check reports it.
  if [ -e "$file" ]; then
    echo "reboot required"
    exit 1
  fi
  echo "no reboot is pending"
  exit 0
fi
echo "reboot required since $since"
exit 1
