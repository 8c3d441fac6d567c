// The load and the stopwatch of the benchmarks: writes logs inside a container, reads them outside, types into shells.
// Both ends run on one machine, so that CLOCK_MONOTONIC is one clock for all.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

func main() {
	verbs := map[string]func([]string) error{
		"lines": lines, // in the container: a log of known content
		"ticks": ticks, // in the container: lines that say when they were written
		"sink":  sink,  // outside: reads lines, says how many, their SHA-256 and when
		"delay": delay, // outside: reads ticks, says how old they were
		"fan":   fan,   // outside: many readers of one address, some of them stalled
		"keys":  keys,  // outside: single keys and their echo
		"flood": flood, // outside: a program that writes without end, and Ctrl-C
	}
	if len(os.Args) < 2 || verbs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: tool lines|ticks|sink|delay|fan|keys|flood …")
		os.Exit(2)
	}
	if err := verbs[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// now is CLOCK_MONOTONIC in nanoseconds, which containers share with the machine.
func now() int64 {
	var at syscall.Timespec
	_, _, problem := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, 1, uintptr(unsafe.Pointer(&at)), 0)
	if problem != 0 {
		panic(problem)
	}
	return at.Nano()
}

func answer(value any) error {
	return json.NewEncoder(os.Stdout).Encode(value)
}
