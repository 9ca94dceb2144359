package policy

import (
	"strings"
	"testing"
)

// Others may frame the page that is made for it, and neither the whole page nor the bench.
func TestWhoMayFrameWhat(t *testing.T) {
	for name, alone := range map[string]bool{"index.html": true, "bench.html": true, "embed.html": false, "canvas.html": false, "kit/style.0123456789.css": false, "": false} {
		policies := ""
		for _, h := range Of(name) {
			if h.Name == "Content-Security-Policy" {
				policies += h.Value
			}
		}
		if !strings.HasPrefix(policies, "default-src 'none'") || strings.Contains(policies, "frame-ancestors 'self'") != alone {
			t.Errorf("%q has the policy %s", name, policies)
		}
	}
	if Security()[0].Value != contentSecurityPolicy {
		t.Error("what one file has was given to all")
	}
}
