package main

import "slices"

// spread is a set of durations in nanoseconds, told in milliseconds.
type spread struct {
	Count int     `json:"count"`
	P50   float64 `json:"p50"`
	P99   float64 `json:"p99"`
	Max   float64 `json:"max"`
}

func spreadOf(values []int64) spread {
	if len(values) == 0 {
		return spread{}
	}
	slices.Sort(values)
	at := func(share float64) float64 {
		return float64(values[min(len(values)-1, int(share*float64(len(values))))]) / 1e6
	}
	return spread{Count: len(values), P50: at(0.5), P99: at(0.99), Max: at(1)}
}
