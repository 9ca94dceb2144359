package e2e

import (
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

type benched struct {
	MsPerStep   float64 `json:"msPerStep"`
	Steps       int     `json:"steps"`
	GFLOPs      float64 `json:"gflops"`
	ShareOfPeak float64 `json:"shareOfPeak"`
	Threads     int     `json:"threads"`
	Arithmetic  string  `json:"arithmetic"`
}

// benchPage opens bench.html and waits for the trainer.
func benchPage(t *testing.T) *browser.Page {
	t.Helper()
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	t.Cleanup(func() { noFaults(t, p); p.Close() })
	must(t, p.Open(serve(t, server.Options{}).url+"bench.html"))
	await(t, p, `window.bench && await bench.ready && document.querySelector("#tables td")`)
	return p
}

func TestBenchMeasures(t *testing.T) {
	p := benchPage(t)
	flops := 2. * 20 * 784 * 32 * 5
	for _, threads := range []string{"1", "bench.ready.then((d) => d.max_threads)"} {
		for _, arithmetic := range []string{"auto", "plain"} {
			b := eval[benched](t, p, `(async () => bench("linear", {seconds: .3, arithmetic: "`+arithmetic+`", threads: await `+threads+`}))()`)
			want := eval[int](t, p, "(async () => await "+threads+")()")
			if b.Steps < 3 || !(b.MsPerStep > 0.01) || b.MsPerStep > 1000 || b.Threads != want || arithmetic == "plain" && b.Arithmetic != "plain" {
				t.Errorf("%s %s: %+v", threads, arithmetic, b)
			}
			if r := b.GFLOPs * b.MsPerStep * 1e6 / flops; r < 0.999 || r > 1.001 {
				t.Errorf("%v GFLOP/s in %v ms: %.3f of the work", b.GFLOPs, b.MsPerStep, r)
			}
			if !(b.ShareOfPeak > 0) || b.ShareOfPeak > 1.1 {
				t.Errorf("a share of %v", b.ShareOfPeak)
			}
		}
	}
	if b := eval[benched](t, p, `bench("gemm:256x256x256", {seconds: .1})`); !(b.GFLOPs > 0.5) {
		t.Errorf("%+v", b)
	}
}

func TestBenchRefusesByName(t *testing.T) {
	p := benchPage(t)
	for call, want := range map[string]string{
		`bench("lenear")`:                        `workload "lenear" found, one of linear, keras, deep, faces, conv, vae`,
		`bench()`:                                "workload undefined found",
		`bench("gemm:1x2")`:                      "gemm:MxNxK",
		`bench("linear", {threads: 99})`:         "threads: 99 found, 1 to",
		`bench("linear", {threads: "many"})`:     "threads: many found",
		`bench("linear", {arithmetic: "exact"})`: `"exact" found`,
		`bench("linear", {seconds: -1})`:         "seconds: -1 found",
	} {
		if why := eval[string](t, p, call+`.then(() => "accepted", (e) => e.message)`); !strings.Contains(why, want) {
			t.Errorf("%s: %q, %q expected", call, why, want)
		}
	}
}

// The button fills the table, and stops.
func TestBenchTableFillsAndStops(t *testing.T) {
	p := benchPage(t)
	const first = `document.querySelector("#tables tbody td").textContent`
	if text := eval[string](t, p, first); text != "\u2013" {
		t.Errorf("before: %q", text)
	}
	eval[any](t, p, `document.getElementById("seconds").value = "0.3"; document.getElementById("go").click()`)
	await(t, p, `/^[0-9.]+\s(µs|ms|s)$/.test(`+first+`) && document.querySelectorAll("#tables tr.now").length === 1`)
	await(t, p, `document.getElementById("progress").value > 0.06`)
	eval[any](t, p, `document.getElementById("go").click()`)
	const stopped = `document.getElementById("go").textContent === "Measure" && document.getElementById("status").textContent === "Stopped"`
	await(t, p, stopped)
	if n := eval[int](t, p, `document.querySelectorAll("#tables tr.now").length`); n != 0 {
		t.Errorf("%d rows still marked", n)
	}
	// Also between two rows, when the trainer has nothing to stop.
	eval[any](t, p, `new MutationObserver((_, o) => { o.disconnect(); document.getElementById("go").click(); })
		.observe(document.querySelectorAll("#tables tbody tr")[1], {attributeFilter: ["class"]});
		document.getElementById("go").click()`)
	await(t, p, stopped)
	// A promise that is stopped says so.
	why := eval[string](t, p, `(async () => { const b = bench("linear", {seconds: 60}); setTimeout(bench.stop, 100); return b.then(() => "went on", (e) => e.message); })()`)
	if why != "bench: stopped" {
		t.Errorf("stopped: %q", why)
	}
}

// The number of threads changes while a run goes on, and the run does not notice.
func TestThreadsAreASetting(t *testing.T) {
	p := visit(t, quick+"&batch_size=200&encoder=dense(300,relu)")
	most := eval[int](t, p, "bottleneck.device.max_threads")
	want := train(t, p, "{steps: 20}").Fingerprint
	eval[any](t, p, "bottleneck.reset()")
	for i := range 4 {
		n := 1
		if i%2 == 1 {
			n = most
		}
		if got := eval[int](t, p, `bottleneck.setThreads(`+string(rune('0'+n))+`).then((d) => d.threads)`); got != n {
			t.Errorf("%d threads, %d asked for", got, n)
		}
		if shown := eval[string](t, p, `document.getElementById("device").textContent`); !strings.Contains(shown, string(rune('0'+n))+" thread") {
			t.Errorf("%d threads: the page shows %q", n, shown)
		}
		train(t, p, "{steps: 5}")
	}
	if got := eval[metrics](t, p, "bottleneck.metrics"); got.Fingerprint != want || got.Step != 20 {
		t.Errorf("%s at step %d, %s with the same number all along", got.Fingerprint, got.Step, want)
	}
	eval[any](t, p, `(() => { const s = document.getElementById("threads"); s.value = s.options[s.options.length - 1].value; s.dispatchEvent(new Event("change")); })()`)
	await(t, p, `bottleneck.threads === `+string(rune('0'+max(1, most-1))))
	if why := eval[string](t, p, `bottleneck.setThreads(99).catch((e) => e.message)`); !strings.Contains(why, "threads: 99 found, 1 to") {
		t.Errorf("99: %q", why)
	}
	eval[any](t, p, "bottleneck.threads = 1")
	await(t, p, "bottleneck.threads === 1")
}

// With ?profile each kernel is timed; without it nothing is.
func TestBenchProfiles(t *testing.T) {
	p := benchPage(t)
	if eval[bool](t, p, `bench("linear", {seconds: .1}).then((b) => "kernels" in b)`) {
		t.Error("kernels are timed without having been asked for")
	}
	must(t, p.Open(eval[string](t, p, `location.href`)+"?profile"))
	await(t, p, `window.bench && await bench.ready`)
	b := eval[struct {
		MeanMs  float64 `json:"meanMs"`
		Elapsed float64 `json:"elapsed"`
		Kernels []struct {
			Name  string  `json:"name"`
			Ms    float64 `json:"ms"`
			Calls int     `json:"calls"`
		} `json:"kernels"`
	}](t, p, `(async () => { const start = performance.now(); const b = await bench("conv", {seconds: .2, threads: 1}); return {...b, elapsed: performance.now() - start}; })()`)
	calls, sum := map[string]int{}, 0.0
	for _, k := range b.Kernels {
		calls[k.Name] = k.Calls
		sum += k.Ms
		if strings.HasPrefix(k.Name, "peak") {
			t.Errorf("%s is no part of a step", k.Name)
		}
	}
	steps := calls["adam"]
	if steps < 5 || calls["cross_entropy_terms"] < steps {
		t.Errorf("%d steps in %v", steps, calls)
	}
	if perStep := sum / float64(steps); perStep < 0.1*b.MeanMs || sum > b.Elapsed {
		t.Errorf("kernels take %.2f ms of a step of %.2f, and %.0f of %.0f in all", perStep, b.MeanMs, sum, b.Elapsed)
	}
}
