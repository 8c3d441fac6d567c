package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"github.com/gorilla/websocket"
)

// A terminal to type into: kubectl behind a pseudo-terminal, or a WebSocket that speaks v5.channel.k8s.io.
type terminal struct {
	output chan []byte
	write  func([]byte) error
	close  func()
}

func openTerminal(url, token string, command []string) (*terminal, error) {
	if url != "" {
		return dial(url, token)
	}
	return spawn(command)
}

// dial opens an exec over a WebSocket: channel 0 is typed into, 1 and 2 are output.
func dial(url, token string) (*terminal, error) {
	dialer := websocket.Dialer{
		Subprotocols:    []string{"v5.channel.k8s.io"},
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		ReadBufferSize:  1 << 16,
	}
	socket, response, err := dialer.Dial(url, http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		if response != nil {
			said, _ := io.ReadAll(response.Body)
			return nil, fmt.Errorf("%w: %s %s", err, response.Status, said)
		}
		return nil, err
	}
	output := make(chan []byte, 64)
	go func() {
		defer close(output)
		for {
			_, data, err := socket.ReadMessage()
			if err != nil {
				return
			}
			if len(data) > 1 && (data[0] == 1 || data[0] == 2) {
				output <- data[1:]
			}
		}
	}()
	if err := socket.WriteMessage(websocket.BinaryMessage, []byte("\x04{\"Width\":80,\"Height\":24}")); err != nil {
		return nil, err
	}
	return &terminal{
		output: output,
		write: func(data []byte) error {
			return socket.WriteMessage(websocket.BinaryMessage, append([]byte{0}, data...))
		},
		close: func() { _ = socket.Close() },
	}, nil
}

// spawn runs a command with a pseudo-terminal of 80 × 24 as its own.
func spawn(command []string) (*terminal, error) {
	control, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	var unlock, number int32
	size := [4]uint16{24, 80, 0, 0}
	err = errors.Join(
		ioctl(control, syscall.TIOCSPTLCK, unsafe.Pointer(&unlock)),
		ioctl(control, syscall.TIOCGPTN, unsafe.Pointer(&number)),
		ioctl(control, syscall.TIOCSWINSZ, unsafe.Pointer(&size)),
	)
	if err != nil {
		return nil, err
	}
	side, err := os.OpenFile("/dev/pts/"+strconv.Itoa(int(number)), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	program := exec.Command(command[0], command[1:]...)
	program.Stdin, program.Stdout, program.Stderr = side, side, side
	program.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := program.Start(); err != nil {
		return nil, err
	}
	_ = side.Close()
	output := make(chan []byte, 64)
	go func() {
		defer close(output)
		for {
			buffer := make([]byte, 1<<15)
			n, err := control.Read(buffer)
			if err != nil {
				return
			}
			output <- buffer[:n]
		}
	}()
	return &terminal{
		output: output,
		write:  func(data []byte) error { _, err := control.Write(data); return err },
		close: func() {
			_ = program.Process.Kill()
			_ = program.Wait()
			_ = control.Close()
		},
	}, nil
}

func ioctl(file *os.File, request uintptr, at unsafe.Pointer) error {
	if _, _, problem := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), request, uintptr(at)); problem != 0 {
		return problem
	}
	return nil
}

// until reads output up to a mark; the answer says how many bytes came before it was complete.
func (t *terminal) until(mark string, limit time.Duration) (int, error) {
	over := time.After(limit)
	size := 0
	held := ""
	for {
		select {
		case part, open := <-t.output:
			if !open {
				return size, fmt.Errorf("the terminal ended before %q", mark)
			}
			size += len(part)
			held += string(part)
			if contains(held, mark) {
				return size, nil
			}
			if len(held) > len(mark) {
				held = held[len(held)-len(mark):]
			}
		case <-over:
			return size, fmt.Errorf("no %q within %s", mark, limit)
		}
	}
}
