#!/bin/sh
# Custom plugin of node-problem-detector: does this node wait for a reboot?
# Exit 0: no. 1: yes. 2: cannot be told. The one line it prints becomes the message of the node's condition,
# and "since" is what the operator reads.
# The directory of the host is mounted, not the file: that comes and goes, and a mounted file would stay as it was.
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
  # It went while we looked, or its time cannot be read: the next look tells.
  if [ -e "$file" ]; then
    echo "reboot required"
    exit 1
  fi
  echo "no reboot is pending"
  exit 0
fi
echo "reboot required since $since"
exit 1
