// Command web is the sample application of the local cluster: a page with its
// version, a log line for each request, and the ways an application goes wrong
// that a console has to show well.
package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// version is set at link time.
var version = "dev"

const maxLoad = 10 * time.Minute

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sample {{.Version}}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 36rem; padding: 0 1rem; }
code { background: #8882; border-radius: 4px; padding: 0 .3em; }
</style>
<h1>Sample web server, version {{.Version}}</h1>
<p>Served by <code>{{.Host}}</code>.</p>
<ul>
<li><a href="/healthz">/healthz</a> says whether it is well</li>
<li><a href="/version">/version</a> is the version alone</li>
<li><code>/crash</code> ends it with exit code 1</li>
<li><code>/load?seconds=10</code> keeps one processor busy</li>
</ul>
</html>
`))

func main() {
	out := log.New(os.Stdout, "", 0)
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	server := &http.Server{
		Addr:              ":" + port,
		Handler:           logged(out, routes()),
		ReadHeaderTimeout: 10 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	out.Printf("%s sample web server version %s listens on port %s", now(), version, port)

	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	select {
	case err := <-failed:
		if !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintf(os.Stderr, "can't serve: %v\n", err)
			os.Exit(1)
		}
	case <-stop.Done():
		out.Printf("%s told to stop: finishing open requests", now())
		deadline, done := context.WithTimeout(context.Background(), 10*time.Second)
		defer done()
		if err := server.Shutdown(deadline); err != nil {
			fmt.Fprintf(os.Stderr, "requests cut off: %v\n", err)
		}
		out.Printf("%s stopped", now())
	}
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		host, _ := os.Hostname()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = page.Execute(w, map[string]string{"Version": version, "Host": host})
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, "ok") })
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) { plain(w, version) })
	mux.HandleFunc("/crash", func(_ http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(os.Stderr, "fatal: /crash was requested, so this process ends with exit code 1")
		os.Exit(1)
	})
	mux.HandleFunc("/load", load)
	return mux
}

// load burns one processor for ?seconds= (10 by default), or until the client goes away.
func load(w http.ResponseWriter, r *http.Request) {
	length := 10 * time.Second
	if text := r.URL.Query().Get("seconds"); text != "" {
		seconds, err := strconv.ParseFloat(text, 64)
		if err != nil || seconds < 0 {
			http.Error(w, "seconds must be a number, zero or more", http.StatusBadRequest)
			return
		}
		length = min(time.Duration(seconds*float64(time.Second)), maxLoad)
	}
	rounds := 0
	for end := time.Now().Add(length); time.Now().Before(end) && r.Context().Err() == nil; rounds++ {
		for spin := 0; spin < 1_000_000; spin++ {
			_ = spin * spin
		}
	}
	plain(w, fmt.Sprintf("busy for %s (%d rounds)", length, rounds))
}

func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, text)
}

// statusWriter remembers what was answered, for the log line.
type statusWriter struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(data []byte) (int, error) {
	written, err := w.ResponseWriter.Write(data)
	w.bytes += written
	return written, err
}

func logged(out *log.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		recorder := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(recorder, r)
		out.Printf("%s %s %s %d %dB %s %s", now(), r.Method, strconv.Quote(r.URL.RequestURI()),
			recorder.status, recorder.bytes, time.Since(start).Round(time.Microsecond), r.RemoteAddr)
	})
}

func now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000Z") }
