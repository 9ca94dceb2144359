// Package host is what the programs of the page share of their way to the browser.
package host

import (
	"strings"

	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfFiles) }

// Problem is what the host says went wrong, nil for "": a code, then names and values by turns, a line each. Of what it does not
// say by code it says the words.
func Problem(text string) error {
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	v := map[string]string{}
	for i := 1; i+1 < len(lines); i += 2 {
		v[lines[i]] = lines[i+1]
	}
	switch lines[0] {
	case "file_not_arrived":
		return fact.New("file_not_arrived", "file", v["file"], "why", v["why"])
	case "file_refused":
		return fact.New("file_refused", "file", v["file"], "status", v["status"])
	case "file_broke_off":
		return fact.New("file_broke_off", "file", v["file"], "bytes", v["bytes"], "why", v["why"])
	case "file_cut_off":
		return fact.New("file_cut_off", "file", v["file"], "found", v["found"], "expected", v["expected"])
	case "file_damaged":
		return fact.New("file_damaged", "file", v["file"], "why", v["why"])
	case "file_gone":
		return fact.New("file_gone")
	case "packed_damaged":
		return fact.New("packed_damaged", "why", v["why"])
	case "packed_too_large":
		return fact.New("packed_too_large", "most", v["most"])
	case "canvas_refused":
		return fact.New("canvas_refused")
	case "other":
		return fact.New("other", "why", v["why"])
	}
	return fact.New("other", "why", text)
}
