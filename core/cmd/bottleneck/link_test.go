package main

import (
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

func TestNoLinks(t *testing.T) {
	for _, text := range []string{"", " ", "#", "?", ".", "nonsense", "linear", "speed=9", "v", "v=", "v=x", "lesson", "latent_dim", "https://example.org/", "https://example.org/#", "https://example.org/watch?v=dQw4w9",
		"-", "w.safetensors", "%", "%23", "%2523%", strings.Repeat("x", 4*recipe.MaxLink)} {
		if link, why := readLink(text); why == "" || link != "" {
			t.Errorf("%.60q is read as %.60q", text, link)
		}
	}
}
