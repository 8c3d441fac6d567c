package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// fan reads one address over many connections at once; `stalled` of them read nothing after the headers.
func fan(args []string) error {
	flags := flag.NewFlagSet("fan", flag.ExitOnError)
	url := flags.String("url", "", "address that streams ticks")
	tokens := flags.String("tokens", "", "bearer tokens, separated by commas; the connections take them in turn")
	viewers := flags.Int("viewers", 1, "connections that read")
	stalled := flags.Int("stalled", 0, "connections that do not read")
	seconds := flags.Float64("seconds", 10, "how long to read")
	skip := flags.Float64("skip", 3, "seconds of the beginning that do not count")
	if err := flags.Parse(args); err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: -1,
		DisableCompression:  true,
		TLSClientConfig:     &tls.Config{InsecureSkipVerify: true},
		DialContext:         small,
	}}
	people := strings.Split(*tokens, ",")
	open := func(number int) (io.ReadCloser, error) {
		request, err := http.NewRequest(http.MethodGet, *url, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", "Bearer "+people[number%len(people)])
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
	bodies, err := openAll(*viewers+*stalled, open)
	if err != nil {
		return err
	}
	var all, refused []int64
	var lock sync.Mutex
	var group sync.WaitGroup
	for _, body := range bodies[:*viewers] {
		group.Go(func() {
			delays, err := delaysOf(body, *skip, *seconds)
			lock.Lock()
			defer lock.Unlock()
			all = append(all, delays...)
			if err != nil {
				refused = append(refused, 1)
			}
		})
	}
	group.Wait()
	return answer(map[string]any{"delay": spreadOf(all), "broken": len(refused), "viewers": *viewers})
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
