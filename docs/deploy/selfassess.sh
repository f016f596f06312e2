#!/bin/sh
# Runs a command of selfassess as its user and with the settings of the server: /usr/local/sbin/selfassess
set -eu
umask 077
set -a
. /etc/selfassess/selfassess.env
set +a
exec runuser -u selfassess -- /opt/selfassess/bin/selfassess "$@"
