#!/usr/bin/env bash
# The real window on the sample data under Xvfb: milliseconds from the start of the process to
# the first frame and to the first page on the screen, memory, and processor time while idle.
# Usage: benches/start.sh BINARY [RUNS]        FUPAN_RENDERER=glow|wgpu chooses the renderer.
set -euo pipefail
binary=$(realpath "$1")
runs=${2:-5}
idle=${FUPAN_IDLE_SECONDS:-5}
work=$(mktemp -d)
display=:$((60 + RANDOM % 20))
# Without -noreset the server starts anew whenever its last window goes.
Xvfb "$display" -screen 0 1440x900x24 -nolisten tcp -noreset >/dev/null 2>&1 &
xvfb=$!
app=
trap 'kill ${app:-} $xvfb 2>/dev/null || true; rm -rf "$work"' EXIT
export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1 FUPAN_DATA_DIR=$work/data FUPAN_TIMING=1
export FUPAN_RENDERER=${FUPAN_RENDERER:-glow}
unset WAYLAND_DISPLAY
for _ in $(seq 50); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
shops=(sample_data/shanhe sample_data/guangying sample_data/chujian)
"$binary" --store "$work/demo.fupan" import "${shops[@]}" >/dev/null 2>&1

field() { sed -n "s/^$2:[[:space:]]*\([0-9]*\) kB/\1/p" "/proc/$1/status"; }
memory() { echo "$(($(field "$1" VmRSS) / 1024)) MB (most: $(($(field "$1" VmHWM) / 1024)) MB)"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
for run in $(seq "$runs"); do
    : >"$work/err"
    start=$(date +%s%3N)
    "$binary" --store "$work/demo.fupan" 2>"$work/err" &
    app=$!
    for _ in $(seq 600); do
        grep -q "fupan first page [0-9]*$" "$work/err" && break
        kill -0 "$app" 2>/dev/null || { cat "$work/err"; echo "the program ended"; exit 1; }
        sleep 0.05
    done
    for what in frame page; do
        at=$(sed -n "s/^fupan first $what //p" "$work/err")
        [ -n "$at" ] || { cat "$work/err"; echo "no first $what within 30 s"; exit 1; }
        echo $((at - start)) >>"$work/$what"
    done
    # Let the last frame go by; then nothing may happen.
    sleep 2
    if [ "$run" = 1 ]; then
        before=$(ticks "$app")
        sleep "$idle"
        after=$(ticks "$app")
        echo "renderer: $FUPAN_RENDERER"
        echo "memory on the first page: $(memory "$app")"
        echo "idle: $(((after - before) * 1000 / $(getconf CLK_TCK))) ms of processor time in $idle s"
        # Every page once, as a person would go through them.
        if command -v xdotool >/dev/null; then
            window=$(xdotool search --onlyvisible --pid "$app" | tail -n 1)
            xdotool windowfocus "$window" 2>/dev/null || true
            for page in 2 3 4 5 6 7 8 9 0 1; do
                xdotool key --window "$window" "ctrl+$page"
                sleep 1
            done
            sleep 2
            before=$(ticks "$app")
            sleep "$idle"
            after=$(ticks "$app")
            echo "memory after all ten pages: $(memory "$app")"
            echo "idle: $(((after - before) * 1000 / $(getconf CLK_TCK))) ms of processor time in $idle s"
        fi
    fi
    kill "$app"
    wait "$app" 2>/dev/null || true
    app=
done
echo "first frame: $(median "$work/frame") ms, first page: $(median "$work/page") ms (median of $runs)"
