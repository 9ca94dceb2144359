// Package policy holds what a server should send with the playground's files: security headers, cache rules, types.
// One table serves the development server, the service worker and the _headers file of servers of static files. It sends nothing itself.
package policy

import (
	"path"
	"regexp"
	"slices"
)

// Header is one response header.
type Header struct{ Name, Value string }

// contentSecurityPolicy allows what the playground does and nothing else: scripts, workers, frames and requests of its
// own origin, WebAssembly, and pictures the user dropped (blob:). No eval, no inline script or style, no other origin,
// and no text that becomes markup or a script's address, but through the policy of web/kit/trusted.js.
const contentSecurityPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
	"connect-src 'self'; img-src 'self' blob:; style-src 'self'; frame-src 'self'; manifest-src 'self'; " +
	"base-uri 'none'; form-action 'none'; " +
	"require-trusted-types-for 'script'; trusted-types bottleneck"

// Alone are the pages that no other origin may frame, by their names; whoever asks for the site itself gets the first. embed.html is made for
// frames in other pages, and canvas.html is a frame in that.
var Alone = []string{"index.html", "bench.html"}

// Framing returns the header that a page of Alone has beside the others: policies add up.
func Framing() Header { return Header{"Content-Security-Policy", "frame-ancestors 'self'"} }

// Of returns the headers of a file, without those of isolation.
func Of(name string) []Header {
	list := Security()
	if slices.Contains(Alone, name) {
		list[0].Value += ", " + Framing().Value
	}
	return list
}

// Security returns the headers of every response but the isolation headers.
func Security() []Header {
	return []Header{
		{"Content-Security-Policy", contentSecurityPolicy},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Permissions-Policy", "cross-origin-isolated=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()"},
	}
}

// Isolation returns the headers that make the page cross-origin isolated, so that memory can be shared with threads.
// Where a server cannot send them the service worker adds them. All files are public, and a page of another origin that is isolated itself may
// frame only what says so.
func Isolation() []Header {
	return []Header{
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Embedder-Policy", "require-corp"},
		{"Cross-Origin-Resource-Policy", "cross-origin"},
	}
}

var hashed = regexp.MustCompile(`\.[0-9a-f]{10}\.[a-z0-9]+$`)

// CacheControl says how long a file may be kept: for ever where the name carries the content's hash, else until asked.
func CacheControl(name string) string {
	if hashed.MatchString(name) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".webmanifest": "application/manifest+json",
	".wasm":        "application/wasm",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".ico":         "image/x-icon",
	".txt":         "text/plain; charset=utf-8",
}

// Encodings are the compressed forms of a file that may lie beside it, the smallest first: what a browser calls them, and what stands behind the name.
var Encodings = []struct{ Name, Ext string }{{"br", ".br"}, {"gzip", ".gz"}}

// ContentType is the type of a file, from its name alone and the same on every machine.
func ContentType(name string) string {
	if t := types[path.Ext(name)]; t != "" {
		return t
	}
	return "application/octet-stream"
}
