package safetensors

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// readHeader parses the JSON object key by key, since a map would silently keep
// the last of two tensors with one name.
func readHeader(text []byte) (map[string]entry, map[string]string, error) {
	if len(text) == 0 || text[0] != '{' {
		return nil, nil, fmt.Errorf("safetensors: header starts with %.1q, '{' expected", text)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return nil, nil, fmt.Errorf("safetensors: header: %w", err)
	}
	entries := map[string]entry{}
	var metadata map[string]string
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, nil, fmt.Errorf("safetensors: header: %w", err)
		}
		name := key.(string) // a key of an object is a string, or Token fails
		if name == "__metadata__" {
			if metadata != nil {
				return nil, nil, fmt.Errorf("safetensors: __metadata__ found twice")
			}
			metadata = map[string]string{}
			if err := d.Decode(&metadata); err != nil {
				return nil, nil, fmt.Errorf("safetensors: __metadata__: %w", err)
			}
			continue
		}
		if _, twice := entries[name]; twice {
			return nil, nil, fmt.Errorf("safetensors: %s: found twice", name)
		}
		var e struct {
			DType   *string `json:"dtype"`
			Shape   []int64 `json:"shape"`
			Offsets []int64 `json:"data_offsets"`
		}
		if err := d.Decode(&e); err != nil {
			return nil, nil, fmt.Errorf("safetensors: %s: %w", name, err)
		}
		if e.DType == nil || e.Shape == nil || len(e.Offsets) != 2 {
			return nil, nil, fmt.Errorf("safetensors: %s: dtype, shape and two data_offsets expected", name)
		}
		entries[name] = entry{*e.DType, e.Shape, [2]int64(e.Offsets)}
		if len(entries) > maxTensors {
			return nil, nil, fmt.Errorf("safetensors: more than %d tensors", maxTensors)
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, nil, fmt.Errorf("safetensors: header: %w", err)
	}
	if rest := bytes.TrimSpace(text[d.InputOffset():]); len(rest) > 0 {
		return nil, nil, fmt.Errorf("safetensors: %d bytes behind the header's object", len(rest))
	}
	return entries, metadata, nil
}
