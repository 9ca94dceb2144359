package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/kernel/job"
	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// changed is the site with other content of the files whose names begin so.
func changed(t *testing.T, prefix string, change func(b []byte) []byte) *site {
	t.Helper()
	if buildError != nil {
		t.Fatalf("the site was not built: %v", buildError)
	}
	dir := filepath.Join(t.TempDir(), "dist")
	must(t, os.CopyFS(dir, os.DirFS(dist)))
	found := 0
	digests := []string{} // old and new by turns: the build is made with the other content
	digest := func(b []byte) string {
		sum := sha256.Sum256(b)
		return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), prefix) {
			return err
		}
		found++
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		was := digest(b) // change may write into b
		other := change(b)
		digests = append(digests, was, digest(other))
		return os.WriteFile(path, other, 0o666)
	}))
	for _, list := range []string{"index.html", "sw.js"} {
		text, err := os.ReadFile(filepath.Join(dir, list))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, list), []byte(strings.NewReplacer(digests...).Replace(string(text))), 0o666))
	}
	if found == 0 {
		t.Fatalf("the site has no %s", prefix)
	}
	return serveFrom(t, dir, server.Options{})
}

// warned is an expression for whether the page has said something.
func warned(text string) string {
	return "document.body.innerText.includes('" + text + "')"
}

// Kernels that compute something else are found out before anything is trained: here the constant of the exponential.
func TestWrongKernelsAreRefused(t *testing.T) {
	s := changed(t, "kernels", func(b []byte) []byte {
		right := binary.LittleEndian.AppendUint32([]byte{0x43}, math.Float32bits(1.6666665459e-1)) // f32.const
		if !bytes.Contains(b, right) {
			t.Fatal("the kernels do not have the constant")
		}
		wrong := bytes.Clone(right)
		wrong[3] ^= 1
		return bytes.ReplaceAll(b, right, wrong)
	})
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	t.Cleanup(func() { p.Close() })
	must(t, p.Open(s.url+"#v=1&data=digits"))
	await(t, p, warned("computes other numbers than it should"))
}

// Where only the fused products are wrong, in a tile that the loader's probe does not reach, the plain ones serve.
func TestAWrongFusedArithmeticIsNotUsed(t *testing.T) {
	const link = "#v=1&data=digits&train=500&test=100"
	b := chromium(t, browser.Options{})
	want := train(t, visit(t, link+"&arithmetic=plain"), "{steps: 10}")
	s := changed(t, "kernels-relaxed", func(b []byte) []byte {
		madd := []byte{0xfd, 0x85, 0x02}
		const inPeak = kernel.PeakLanes / 4 * 9 // the last ones
		at := len(b)
		for range inPeak + 10 {
			at = bytes.LastIndex(b[:at], madd)
		}
		b[at+1]++ // relaxed_nmadd
		return b
	})
	p := open(t, b, s.url+link)
	await(t, p, warned("the training uses the plain one"))
	if eval[bool](t, p, "bottleneck.device.relaxed") {
		t.Error("the device calls itself fused")
	}
	if m := train(t, p, "{steps: 10}"); m.Arithmetic != "plain" || m.Fingerprint != want.Fingerprint {
		t.Errorf("found %+v, expected %+v", m, want)
	}
}

// dying takes a tile after two thousand jobs, far from where the run begins and where it ends, the last one that is open, and is no more.
const dying = `let memory;
onmessage = ({ data }) => {
	if (data.memory) {
		memory = data.memory;
		navigator.locks.request(data.lock, () => {
			postMessage('ready');
			return new Promise(() => {});
		});
		return;
	}
	const words = new Int32Array(memory.buffer), block = data.block / 4;
	const timer = setInterval(() => {
		const before = Atomics.load(words, block);
		if (before < 2000) return;
		clearInterval(timer);
		for (;;) {
			const now = Atomics.load(words, block);
			if (now === before) continue;
			for (let i = Atomics.load(words, block + TILES) - 1; i >= 0; i--) {
				if (Atomics.compareExchange(words, block + STATES + i, now << 5, now << 5 | data.id + 1) === now << 5) return close();
			}
		}
	}, 20);
};`

// A helper that dies in the middle of a tile costs some seconds and itself: the page says so, and the run ends on the
// very bits of an undisturbed one.
func TestALostThreadIsDoneWithout(t *testing.T) {
	const link = "#v=1&data=digits&train=4000&test=100&encoder=dense(200,tanh)&batch_size=200&epochs=20" // three thousand jobs or more
	undisturbed := visit(t, link)
	eval[any](t, undisturbed, "bottleneck.setThreads(1)")
	want := train(t, undisturbed, "{epochs: 20}")
	s := changed(t, "thread.", func([]byte) []byte {
		return []byte(strings.NewReplacer("TILES", word(job.Tiles), "STATES", word(job.States)).Replace(dying))
	})
	p := open(t, chromium(t, browser.Options{}), s.url+"?threads=2"+link)
	if n := eval[int](t, p, "bottleneck.device.threads"); n != 2 {
		t.Fatalf("%d threads found, 2 expected", n)
	}
	eval[any](t, p, "bottleneck.start()")
	await(t, p, warned("A thread of the training did not answer"))
	await(t, p, "bottleneck.state === 'done'")
	if n := eval[int](t, p, "bottleneck.device.threads"); n != 1 {
		t.Errorf("%d threads left, 1 expected", n)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != want.Fingerprint || m.Step != want.Step {
		t.Errorf("found %+v, undisturbed %+v", m, want)
	}
}

func word(i int) string { return strconv.Itoa(i) }
