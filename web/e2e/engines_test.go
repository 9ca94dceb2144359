package e2e

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bottleneck/core/kernel"
	"bottleneck/web/browser/webdriver"
	"bottleneck/web/site/server"
)

// everywhere is a recipe that is the same in every engine: fused products are computed where the engine has no instruction for them, with the same bits.
const everywhere = "#v=1&data=digits&train=300&test=100&epochs=2&encoder=dense(40,relu)&latent_dim=8&arithmetic="

// pinnedEverywhere are fingerprints of its weights after two epochs; `bottleneck train` prints the same.
var pinnedEverywhere = map[string]string{"plain": "c591ca8b", "fused": "f21aeb0c"}

// One visit in each engine other than Chromium walks the main ways of the page: it opens, trains to the bits of the other engines, shows what it does, takes a
// picture and a table, goes on after a reload and without a network, and measures.
func TestEngines(t *testing.T) {
	for _, engine := range webdriver.Engines {
		t.Run(engine.Name, func(t *testing.T) {
			for visits := 1; ; visits++ {
				err := visitIn(t, engine)
				if err == nil {
					break
				}
				if visits == mostVisits {
					t.Fatalf("in each of %d visits: %v", visits, err)
				}
				t.Logf("visited again, as the engine's own process ended: %v", err)
			}
		})
	}
}

// mostVisits are made where the engine ends the process of the page: WebKit (2.50) does in about one of ten on a quiet machine.
const mostVisits = 3

// visitIn walks once. It returns the error with which the engine ended the process of the page.
func visitIn(t *testing.T, engine webdriver.Engine) (ended error) {
	s := engine.Need(t)
	defer s.Close()
	v := &visitor{t, s}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case processEnded:
			ended = e.error
		default:
			panic(e)
		}
	}()
	host := serve(t, server.Options{})
	v.open(host.url + everywhere + "fused")
	v.ready()
	v.trains()
	v.shows()
	v.takes()
	v.goesOn()
	v.measures(host)
	v.withoutNetwork(host)
	for _, fault := range s.Faults() {
		t.Errorf("the page reported %s", fault)
	}
	return nil
}

// processEnded ends a visit whose engine has ended the process of the page.
type processEnded struct{ error }

// visitor is somebody who walks through the page in some browser.
type visitor struct {
	t *testing.T
	s *webdriver.Session
}

func (v *visitor) do(expression string) { v.get(expression, nil) }

func (v *visitor) get(expression string, result any) {
	v.t.Helper()
	if err := v.s.Eval(patience, expression, result); err != nil {
		v.fail(fmt.Errorf("%s: %w", expression, err))
	}
}

func (v *visitor) await(expression string) {
	v.t.Helper()
	if err := v.s.WaitFor(patience, expression); err != nil {
		v.fail(err)
	}
}

func (v *visitor) open(url string) {
	v.t.Helper()
	if err := v.s.Open(url); err != nil {
		v.fail(err)
	}
}

func (v *visitor) fail(err error) {
	v.t.Helper()
	if errors.Is(err, webdriver.ErrEnded) {
		panic(processEnded{err})
	}
	v.shot("failed")
	v.t.Fatalf("%v\nthe page says %s", err, v.says())
}

// says is what the page tells of itself, for whoever reads why a visit failed.
func (v *visitor) says() (text string) {
	if err := v.s.Eval(10*time.Second, pageSays, &text); err != nil {
		return err.Error()
	}
	return text
}

const pageSays = `[location.href, document.readyState, window.bottleneck?.state, JSON.stringify(window.bottleneck?.metrics), JSON.stringify(window.bottleneck?.device), "workers " + navigator.serviceWorker?.controller?.state,
	...["cover-text", "bars", "broken", "toasts"].map((id) => id + ": " + document.getElementById(id)?.innerText)].join("\n")`

func (v *visitor) ready() {
	v.t.Helper()
	v.await("window.bottleneck && window.bottleneck.ready")
	v.do("window.bottleneck.ready.then(() => true)")
}

// shot leaves a picture of the window where ENGINE_SHOTS says.
func (v *visitor) shot(name string) {
	dir := os.Getenv("ENGINE_SHOTS")
	if dir == "" {
		return
	}
	picture, err := v.s.Screenshot()
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, filepath.Base(v.t.Name())+"-"+name+".png"), picture, 0o666)
	}
	if err != nil {
		v.t.Log(err)
	}
}

func (v *visitor) trains() {
	v.t.Helper()
	for _, arithmetic := range []string{"fused", "plain"} {
		v.do("bottleneck.open(" + quoted(everywhere+arithmetic) + ")")
		var m metrics
		v.get("bottleneck.train({epochs: 2})", &m)
		if m.Fingerprint != pinnedEverywhere[arithmetic] || m.Arithmetic != arithmetic {
			v.t.Errorf("%s products: %s, %s pinned; %+v", arithmetic, m.Fingerprint, pinnedEverywhere[arithmetic], m)
		}
	}
}

// shows: the canvas draws, or the plain drawing that stands in for it.
func (v *visitor) shows() {
	v.t.Helper()
	v.await(`["canvas", "plain"].includes(document.getElementById("frame").dataset.view)`)
	const settled = `document.getElementById("frame").dataset.view === "canvas" || document.querySelector("[data-about=canvas]")`
	v.await(settled)
	var view string
	v.get(`document.getElementById("frame").dataset.view`, &view)
	v.t.Logf("what is drawn: %s", view)
	if view == "plain" {
		v.await(`[...document.querySelectorAll("#frame canvas")].some((c) => c.width > 100 && c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some((b) => b > 0))`)
	}
	v.await(`document.getElementById("m-epoch").textContent.startsWith("2")`)
	v.shot("trained")
}

// takes a dropped picture, and a table of its own.
func (v *visitor) takes() {
	v.t.Helper()
	m := image.NewGray(image.Rect(0, 0, 60, 60))
	for y := range 60 {
		for x := range 60 {
			m.SetGray(x, y, color.Gray{240})
			if y > 8 && y < 52 && x > 26 && x < 34 {
				m.SetGray(x, y, color.Gray{20})
			}
		}
	}
	var one bytes.Buffer
	must(v.t, png.Encode(&one, m))
	blob := func(content []byte) string {
		return fmt.Sprintf(`Promise.resolve(new Blob([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))]))`, base64.StdEncoding.EncodeToString(content))
	}
	v.do(dropping(map[string]string{"one.png": blob(one.Bytes())}))
	v.await(`document.querySelectorAll("#picture .strip-item").length === 1`)
	v.do(dropping(map[string]string{"wines.csv": blob(wines(60))}))
	v.await(`document.querySelector(".own-status").textContent.includes("wines.csv")`)
	v.do(`bottleneck.open("#v=1&data=table&encoder=dense(4,tanh)&latent_dim=2&batch_size=10&epochs=3")`)
	var trained metrics
	v.get("bottleneck.train({epochs: 1})", &trained)
	if !(trained.TestMSE > 0) || trained.Epoch != 1 {
		v.t.Errorf("on a table: %+v", trained)
	}
}

// goesOn after the page was loaded anew, and with the same bits.
func (v *visitor) goesOn() {
	v.t.Helper()
	v.do("bottleneck.open(" + quoted(everywhere+"fused") + ")")
	v.do("bottleneck.train({epochs: 1})")
	v.do("bottleneck.runs.keep()")
	v.again()
	var m metrics
	v.get("bottleneck.metrics", &m)
	if m.Epoch != 1 {
		v.t.Errorf("after a reload %+v, epoch 1 expected", m)
	}
	v.get("bottleneck.train({epochs: 1})", &m)
	if m.Fingerprint != pinnedEverywhere["fused"] {
		v.t.Errorf("after a reload %+v, %s expected", m, pinnedEverywhere["fused"])
	}
}

func (v *visitor) again() {
	v.t.Helper()
	v.do("(window.left = true, setTimeout(() => location.reload()), 0)")
	v.await("!window.left && window.bottleneck && window.bottleneck.ready")
	v.do("window.bottleneck.ready.then(() => true)")
}

func (v *visitor) measures(host *site) {
	v.t.Helper()
	v.open(host.url + "bench.html")
	v.await(`window.bench && await bench.ready && document.querySelector("#tables td")`)
	var b benched
	v.get(`bench("linear", {seconds: .2})`, &b)
	if b.Steps < 3 || !(b.GFLOPs > 0) {
		v.t.Errorf("%+v", b)
	}
	v.t.Logf("%.1f GFLOP/s, %s, %d threads", b.GFLOPs, b.Arithmetic, b.Threads)
	v.open(host.url + "?back" + everywhere + "fused")
	v.ready()
}

// withoutNetwork loads the page once more.
func (v *visitor) withoutNetwork(host *site) {
	v.t.Helper()
	var there bool
	v.get("Boolean(navigator.serviceWorker)", &there)
	if !there {
		v.t.Log("not tried without a network: this browser has no service worker here")
		host.stop()
		return
	}
	v.await(offlineReady)
	host.stop()
	v.again()
	var m metrics
	v.do("bottleneck.open(" + quoted(everywhere+kernel.Plain.String()) + ")")
	v.get("bottleneck.train({epochs: 2})", &m)
	if m.Fingerprint != pinnedEverywhere["plain"] {
		v.t.Errorf("without a network: %+v", m)
	}
}
