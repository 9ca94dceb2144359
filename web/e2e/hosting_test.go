package e2e

import (
	"fmt"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// offlineReady is true once a service worker controls the scope and is active:
// then the whole build is stored.
const offlineReady = `(await navigator.serviceWorker.getRegistration())?.active?.state === "activated"`

const quick = "#v=1&data=digits&train=300&test=100&epochs=2"

func TestOffline(t *testing.T) {
	b := chromium(t, browser.Options{})
	s := serve(t, server.Options{})
	p := open(t, b, s.url+quick)
	before := train(t, p, "{epochs: 1}")
	await(t, p, offlineReady)
	s.stop()
	must(t, p.Open(s.url+"?again"+quick))
	ready(t, p)
	eval[any](t, p, "bottleneck.reset()") // the run before goes on
	if m := train(t, p, "{epochs: 1}"); m.Fingerprint != before.Fingerprint {
		t.Errorf("offline %+v, online %+v", m, before)
	}
	await(t, p, `document.getElementById("view").contentDocument?.querySelector("canvas")`)
	if withMNIST {
		eval[any](t, p, `bottleneck.open("#v=1&train=2000&test=1000")`)
		if m := train(t, p, "{steps: 50}"); m.Step != 50 {
			t.Errorf("the first 2,000 images of MNIST, offline: %+v", m)
		}
		// A lesson that wants 60,000 runs with these, by one click.
		eval[any](t, p, `void (location.hash = "#v=1&lesson=linear")`)
		await(t, p, `document.querySelector('[data-bar="offline"] .primary')?.textContent.includes("2,000") || document.querySelector('[data-bar="open"] .primary')?.click()`)
		eval[any](t, p, `document.querySelector('[data-bar="offline"] .primary').click()`)
		await(t, p, `bottleneck.recipe.train === "2000" && bottleneck.recipe.test === "1000" && bottleneck.link().includes("lesson=linear") && bottleneck.metrics.step > 0`)
		eval[any](t, p, `bottleneck.pause()`)
	}
	p.Forget() // an update check that cannot reach the server is no fault
}

// All data can be fetched for a room without network, and then every lesson is there. It says how far it is and what is here.
func TestEverythingOffline(t *testing.T) {
	needMNIST(t)
	s := serve(t, server.Options{})
	p := open(t, chromium(t, browser.Options{}), s.url+quick)
	await(t, p, offlineReady)
	const button, said = `document.getElementById("download-everything")`, `document.querySelector("#room .hint").textContent`
	eval[any](t, p, `document.querySelector("#more-menu summary").click()`)
	await(t, p, `!`+button+`.hidden && `+button+`.textContent.includes("MiB") && `+said+`.includes(" of ")`)
	eval[any](t, p, button+`.click()`)
	await(t, p, button+`.hidden && `+said+`.includes("all of its data")`)
	s.stop()
	for _, link := range []string{"#v=1&lesson=linear", "#v=1&lesson=plane", "#v=1&lesson=faces", "#v=1&lesson=table"} {
		eval[any](t, p, `bottleneck.open(`+quoted(link)+`)`)
		if m := train(t, p, "{steps: 1}"); m.Step != 1 {
			t.Errorf("%s, offline: %+v", link, m)
		}
	}
	p.Forget()
}

// Where the host sends no isolation headers everything works at once, on one
// thread; after the next navigation the service worker has supplied them.
func TestWithoutIsolationHeaders(t *testing.T) {
	b := chromium(t, browser.Options{})
	s := serve(t, server.Options{NoIsolation: true})
	// As if the one reload had been made already: this visit stays as it is.
	p := openAfter(t, b, `sessionStorage.setItem("bottleneck isolation /", "tried")`, s.url+quick)
	first := train(t, p, "{epochs: 2}")
	if first.Epoch != 2 || !(first.TestMSE > 0) {
		t.Fatalf("%+v", first)
	}
	if eval[bool](t, p, "crossOriginIsolated") {
		t.Error("isolated without headers and without a service worker")
	}
	if n := eval[int](t, p, "bottleneck.device.threads"); n != 1 {
		t.Errorf("%d threads without isolation, 1 expected", n)
	}
	await(t, p, offlineReady)
	must(t, p.Open(s.url+"?again"+quick))
	ready(t, p)
	if !eval[bool](t, p, "crossOriginIsolated") {
		t.Error("not isolated after the service worker took over")
	}
	if n := eval[int](t, p, "bottleneck.device.threads - Math.min(navigator.hardwareConcurrency, 8)"); n != 0 {
		t.Errorf("%d threads more than processors, 0 expected", n)
	}
	eval[any](t, p, "bottleneck.reset()") // the run before goes on
	if m := train(t, p, "{epochs: 2}"); m.Fingerprint != first.Fingerprint {
		t.Errorf("isolated %+v, before %+v", m, first)
	}
}

// A visitor who has done nothing yet is given isolation by one reload.
func TestIsolationComesByItself(t *testing.T) {
	b := chromium(t, browser.Options{})
	p, err := b.NewPage(true)
	must(t, err)
	t.Cleanup(func() { noFaults(t, p); p.Close() })
	must(t, p.Open(serve(t, server.Options{NoIsolation: true}).url+quick))
	await(t, p, "crossOriginIsolated") // the reload may come at any time
	ready(t, p)
	if m := train(t, p, "{epochs: 1}"); m.Epoch != 1 {
		t.Errorf("%+v", m)
	}
}

func TestUnderASubPath(t *testing.T) {
	s := serve(t, server.Options{Prefix: "/some/where"})
	p := open(t, chromium(t, browser.Options{}), s.url+quick)
	if m := train(t, p, "{epochs: 1}"); m.Epoch != 1 {
		t.Errorf("%+v", m)
	}
	await(t, p, `document.getElementById("view").contentDocument?.querySelector("canvas")`)
}

// The number of threads shows in the device and not in the result.
func TestThreads(t *testing.T) {
	var first metrics
	for _, n := range []int{1, 2, 3} {
		p := anew(t, fmt.Sprintf("?threads=%d%s", n, "#v=1&data=digits&train=500&test=100&encoder=dense(200,tanh)&batch_size=100"))
		if found := eval[int](t, p, "bottleneck.device.threads"); found != n {
			t.Errorf("%d threads found, %d expected", found, n)
		}
		m := train(t, p, "{steps: 20}")
		if n == 1 {
			first = m
		}
		if m.Fingerprint != first.Fingerprint || m.TestLoss != first.TestLoss {
			t.Errorf("%d threads: %+v\none thread: %+v", n, m, first)
		}
	}
}
