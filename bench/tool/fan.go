package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// fan reads one address over many connections at once; `stalled` of them read nothing after the headers. The others read
// from the moment they are opened, as people do; what is measured begins when all are open. With `then` that command is
// run at the end, while one connection reads on, and the stalled ones have to find a mark in what they read afterwards.
func fan(args []string) error {
	flags := flag.NewFlagSet("fan", flag.ExitOnError)
	url := flags.String("url", "", "address that streams ticks, by HTTP or as a WebSocket")
	tokens := flags.String("tokens", "", "bearer tokens, separated by commas; the connections take them in turn")
	viewers := flags.Int("viewers", 1, "connections that read")
	stalled := flags.Int("stalled", 0, "connections that do not read")
	seconds := flags.Float64("seconds", 10, "how long to read")
	skip := flags.Float64("skip", 3, "seconds of the beginning that do not count")
	server := flags.Int("server", 0, "process whose CPU time is told")
	then := flags.String("then", "", "command that writes more than a stalled reader is kept")
	mark := flags.String("mark", " skipped: ", "what a stalled reader has to be told")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var all []int64
	broken := 0
	var lock sync.Mutex
	var group sync.WaitGroup
	during := notYet()
	read := func(body io.Reader) {
		delays, err := delaysOf(body, during)
		lock.Lock()
		defer lock.Unlock()
		all = append(all, delays...)
		if err != nil {
			broken++
		}
	}
	begun, before := time.Now(), cpuSecondsOf(*server)
	open := opener(*url, strings.Split(*tokens, ","))
	bodies, err := openAll(*viewers+*stalled, func(number int) (io.ReadCloser, error) {
		body, err := open(number)
		// The stalled ones are opened among the others, not behind all of them.
		if err == nil && !stalls(number, *viewers, *stalled) {
			group.Go(func() { read(body) })
		}
		return body, err
	})
	if err != nil {
		return err
	}
	opening, opened := time.Since(begun).Seconds(), cpuSecondsOf(*server)
	used := cpuSeconds()
	during.begin(*skip, *seconds)
	group.Wait()
	used = cpuSeconds() - used
	streaming := cpuSecondsOf(*server) - opened
	told := 0
	if *then != "" {
		var reading, still []io.ReadCloser
		for number, body := range bodies {
			if stalls(number, *viewers, *stalled) {
				still = append(still, body)
			} else {
				reading = append(reading, body)
			}
		}
		told, err = toldOf(reading, still, *then, *mark)
	}
	return errors.Join(err, answer(map[string]any{
		"delay": spreadOf(all), "broken": broken, "told": told, "cpuSeconds": used,
		"opening":   map[string]float64{"seconds": opening, "server": opened - before},
		"streaming": map[string]float64{"seconds": *skip + *seconds, "server": streaming},
	}))
}

// stalls says whether a connection is one of those that do not read: they are spread over all.
func stalls(number, viewers, stalled int) bool {
	all := viewers + stalled
	return (number+1)*stalled/all > number*stalled/all
}

// toldOf counts the stalled readers who are told that they missed something.
func toldOf(reading, stalled []io.ReadCloser, then, mark string) (int, error) {
	for _, body := range reading[1:] {
		_ = body.Close()
	}
	go func() { _, _ = io.Copy(io.Discard, reading[0]) }()
	if said, err := exec.Command("bash", "-c", then).CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%s: %w %s", then, err, said)
	}
	var told atomic.Int64
	var group sync.WaitGroup
	for _, body := range stalled {
		group.Go(func() {
			stop := time.AfterFunc(30*time.Second, func() { _ = body.Close() })
			defer stop.Stop()
			reader := bufio.NewReaderSize(body, 1<<16)
			for {
				line, err := reader.ReadSlice('\n')
				if bytes.Contains(line, []byte(mark)) {
					told.Add(1)
					return
				}
				if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
					return
				}
			}
		})
	}
	group.Wait()
	return int(told.Load()), nil
}

// opener makes connections to an address.
func opener(url string, tokens []string) func(number int) (io.ReadCloser, error) {
	if strings.HasPrefix(url, "ws") {
		dialer := websocket.Dialer{NetDialContext: small, HandshakeTimeout: 30 * time.Second}
		return func(int) (io.ReadCloser, error) {
			socket, _, err := dialer.Dial(url, nil)
			if err != nil {
				return nil, err
			}
			return &messages{socket: socket}, nil
		}
	}
	client := &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: -1,
		DisableCompression:  true,
		TLSClientConfig:     &tls.Config{InsecureSkipVerify: true},
		DialContext:         small,
	}}
	return func(number int) (io.ReadCloser, error) {
		request, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", "Bearer "+tokens[number%len(tokens)])
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		if response.StatusCode != http.StatusOK {
			said, _ := io.ReadAll(response.Body)
			return nil, fmt.Errorf("%s: %s", response.Status, said)
		}
		return response.Body, nil
	}
}

// messages reads the messages of a WebSocket as one stream.
type messages struct {
	socket *websocket.Conn
	now    io.Reader
}

func (m *messages) Read(into []byte) (int, error) {
	for {
		if m.now == nil {
			_, next, err := m.socket.NextReader()
			if err != nil {
				return 0, err
			}
			m.now = next
		}
		n, err := m.now.Read(into)
		if err == io.EOF {
			m.now = nil
			err = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

func (m *messages) Close() error { return m.socket.Close() }

// cpuSeconds is what this process has used.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

// cpuSecondsOf is what another process has used, its children not counted; 0 of none.
func cpuSecondsOf(process int) float64 {
	if process == 0 {
		return 0
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		panic(err)
	}
	// Behind the name, which may hold spaces.
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	ticks := 0.0
	for _, field := range fields[11:13] {
		value, err := strconv.ParseFloat(field, 64)
		if err != nil {
			panic(err)
		}
		ticks += value
	}
	// USER_HZ, which Linux tells programs the same on every machine of ours.
	return ticks / 100
}

// small asks the kernel for a small receive buffer, so that a stalled reader stalls soon.
func small(_ context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: 10 * time.Second}
	connection, err := dialer.Dial(network, address)
	if tcp, ok := connection.(*net.TCPConn); ok {
		err = errors.Join(err, tcp.SetReadBuffer(1<<16))
	}
	return connection, err
}

// openAll opens so many streams, some at a time.
func openAll(count int, open func(number int) (io.ReadCloser, error)) ([]io.ReadCloser, error) {
	bodies := make([]io.ReadCloser, count)
	problems := make([]error, count)
	places := make(chan struct{}, 20)
	var group sync.WaitGroup
	for number := range count {
		group.Go(func() {
			places <- struct{}{}
			bodies[number], problems[number] = open(number)
			<-places
		})
	}
	group.Wait()
	return bodies, errors.Join(problems...)
}
