package main

import (
	"flag"
	"math/rand/v2"
	"strings"
	"time"
)

func contains(text, mark string) bool { return strings.Contains(text, mark) }

// ready makes sure that the shell answers; the mark is put together there, so that the echo of the command is not it.
func (t *terminal) ready() error {
	if err := t.write([]byte("PS1='bench''> '\n")); err != nil {
		return err
	}
	_, err := t.until("bench> ", 30*time.Second)
	return err
}

// keys types single keys at random moments into a raw `cat` and waits for each one's echo.
func keys(args []string) error {
	flags := flag.NewFlagSet("keys", flag.ExitOnError)
	url := flags.String("url", "", "WebSocket of the exec; else the command behind -- gets a pseudo-terminal")
	token := flags.String("token", "", "bearer token")
	count := flags.Int("count", 200, "keys")
	if err := flags.Parse(args); err != nil {
		return err
	}
	shell, err := openTerminal(*url, *token, flags.Args())
	if err != nil {
		return err
	}
	defer shell.close()
	if err := shell.ready(); err != nil {
		return err
	}
	if err := shell.write([]byte("stty raw -echo; echo go''on; cat\n")); err != nil {
		return err
	}
	if _, err := shell.until("goon", 10*time.Second); err != nil {
		return err
	}
	time.Sleep(300 * time.Millisecond)
	var delays []int64
	for number := range *count {
		time.Sleep(time.Duration(10+rand.IntN(20)) * time.Millisecond)
		key := string(rune('a' + number%26))
		begun := now()
		if err := shell.write([]byte(key)); err != nil {
			return err
		}
		if _, err := shell.until(key, 10*time.Second); err != nil {
			return err
		}
		delays = append(delays, now()-begun)
	}
	return answer(spreadOf(delays))
}

// flood lets `yes` write for some seconds, says how much came, and how long after Ctrl-C the prompt was back.
func flood(args []string) error {
	flags := flag.NewFlagSet("flood", flag.ExitOnError)
	url := flags.String("url", "", "WebSocket of the exec; else the command behind -- gets a pseudo-terminal")
	token := flags.String("token", "", "bearer token")
	seconds := flags.Float64("seconds", 5, "how long")
	if err := flags.Parse(args); err != nil {
		return err
	}
	shell, err := openTerminal(*url, *token, flags.Args())
	if err != nil {
		return err
	}
	defer shell.close()
	if err := shell.ready(); err != nil {
		return err
	}
	if err := shell.write([]byte("yes 0123456789012345678901234567890123456789012345678901234567890123456789\n")); err != nil {
		return err
	}
	begun := now()
	size := 0
	for now()-begun < int64(*seconds*1e9) {
		select {
		case part := <-shell.output:
			size += len(part)
		case <-time.After(time.Second):
		}
	}
	took := now() - begun
	asked := now()
	if err := shell.write([]byte{3}); err != nil {
		return err
	}
	if _, err := shell.until("bench> ", 60*time.Second); err != nil {
		return err
	}
	return answer(map[string]any{
		"megabytesPerSecond": float64(size) / 1e6 / (float64(took) / 1e9),
		"promptMs":           float64(now()-asked) / 1e6,
	})
}
