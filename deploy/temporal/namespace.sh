#!/bin/sh
# Makes the namespace that TEMPORAL_NAMESPACE names, once the server answers; harmless to repeat.
set -eu

attempt=0
until temporal operator cluster health; do
    attempt=$((attempt + 1))
    [ "$attempt" -lt 12 ] || exit 1
    sleep 5
done
# `create` does not take the name from the environment.
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d
