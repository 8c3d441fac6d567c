package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"io"
	"math"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// sink reads its input to the end, or so many lines of it.
func sink(args []string) error {
	flags := flag.NewFlagSet("sink", flag.ExitOnError)
	most := flags.Int("lines", 0, "stop after so many lines; 0 reads to the end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	sum := sha256.New()
	buffer := make([]byte, 1<<16)
	count, size := 0, 0
	var first int64
	for *most == 0 || count < *most {
		n, err := os.Stdin.Read(buffer)
		if n > 0 {
			if first == 0 {
				first = now()
			}
			part := buffer[:n]
			found := bytes.Count(part, []byte{'\n'})
			if *most > 0 && count+found > *most {
				part = upTo(part, *most-count)
				found = *most - count
			}
			sum.Write(part)
			count += found
			size += len(part)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	return answer(map[string]any{
		"lines": count, "bytes": size, "sha256": hex.EncodeToString(sum.Sum(nil)), "first": first, "last": now(),
	})
}

func upTo(part []byte, newlines int) []byte {
	at := 0
	for range newlines {
		at += bytes.IndexByte(part[at:], '\n') + 1
	}
	return part[:at]
}

// delay reads ticks for some seconds and says how old they were when they came.
func delay(args []string) error {
	flags := flag.NewFlagSet("delay", flag.ExitOnError)
	seconds := flags.Float64("seconds", 10, "how long to read")
	skip := flags.Float64("skip", 1, "seconds of the beginning that do not count")
	if err := flags.Parse(args); err != nil {
		return err
	}
	during := notYet()
	during.begin(*skip, *seconds)
	delays, err := delaysOf(os.Stdin, during)
	if err != nil && len(delays) == 0 {
		return err
	}
	return answer(spreadOf(delays))
}

// window is the time in which lines must have been written to count.
type window struct{ from, over atomic.Int64 }

// notYet is a window that is still to begin.
func notYet() *window {
	during := &window{}
	during.from.Store(math.MaxInt64)
	during.over.Store(math.MaxInt64)
	return during
}

// begin opens the window in `skip` seconds for so many seconds.
func (w *window) begin(skip, seconds float64) {
	from := now() + int64(skip*float64(time.Second))
	w.over.Store(from + int64(seconds*float64(time.Second)))
	w.from.Store(from)
}

// delaysOf reads ticks until one comes that was written behind the window; those from before it are history, not delay.
func delaysOf(from io.Reader, during *window) ([]int64, error) {
	reader := bufio.NewReaderSize(from, 1<<16)
	var delays []int64
	for {
		line, err := reader.ReadSlice('\n')
		at := now()
		if err != nil {
			return delays, err
		}
		if len(line) > 20 {
			written, wrong := strconv.ParseInt(string(bytes.TrimLeft(line[:20], "0")), 10, 64)
			// Not when the time is over: what is late would not count.
			if wrong == nil && written > during.over.Load() {
				return delays, nil
			}
			if wrong == nil && written > during.from.Load() {
				delays = append(delays, at-written)
			}
		}
	}
}
