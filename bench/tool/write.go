package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// filler is printable and not constant, so that a line that is cut or doubled shows in the SHA-256.
const filler = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-äöü-"

// lines writes numbered lines of one size (in characters), then stays.
func lines(args []string) error {
	flags := flag.NewFlagSet("lines", flag.ExitOnError)
	count := flags.Int("count", 1_000_000, "how many")
	size := flags.Int("size", 100, "characters of a line")
	if err := flags.Parse(args); err != nil {
		return err
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	tail := []rune(strings.Repeat(filler, *size/len([]rune(filler))+1))
	for number := range *count {
		fmt.Fprintf(out, "%012d %s\n", number, string(tail[:*size-13]))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	// Waiting for nothing is a deadlock to the runtime; a container that ends would be started again.
	for {
		time.Sleep(time.Hour)
	}
}

// ticks writes so many lines a second, each with the time at which it was written.
func ticks(args []string) error {
	flags := flag.NewFlagSet("ticks", flag.ExitOnError)
	rate := flags.Int("rate", 1000, "lines a second")
	size := flags.Int("size", 100, "characters of a line")
	if err := flags.Parse(args); err != nil {
		return err
	}
	tail := strings.Repeat("x", *size-21)
	every := time.Second / time.Duration(*rate)
	begun := time.Now()
	for number := 0; ; number++ {
		// An open loop: a late line does not move those after it.
		time.Sleep(time.Until(begun.Add(time.Duration(number) * every)))
		if _, err := fmt.Printf("%020d %s\n", now(), tail); err != nil {
			return err
		}
	}
}
