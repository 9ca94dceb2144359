package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"bottleneck/web/browser/webdriver"
	"bottleneck/web/site/server"
)

// everywhere is a recipe that is the same in every engine: fused products are computed where the engine has no instruction for them, with the same bits.
const everywhere = "#v=1&data=digits&train=300&test=100&epochs=2&encoder=dense(40,relu)&latent_dim=8&arithmetic="

// pinnedEverywhere are fingerprints of its weights after two epochs; `bottleneck train` prints the same.
var pinnedEverywhere = map[string]string{"plain": "c591ca8b", "fused": "f21aeb0c"}

// One visit in each engine other than Chromium: the page opens, trains to the bits of the other engines, in both arithmetics, shows what it does, and takes a picture.
func TestEngines(t *testing.T) {
	for _, engine := range webdriver.Engines {
		t.Run(engine.Name, func(t *testing.T) {
			s := engine.Need(t)
			v := &visitor{t, s}
			must(t, s.Open(serve(t, server.Options{}).url+everywhere+"fused"))
			v.ready()
			v.trains()
			v.shows()
			v.takes()
			for _, fault := range s.Faults() {
				t.Errorf("the page reported %s", fault)
			}
		})
	}
}

// visitor is somebody who walks through the page in some browser.
type visitor struct {
	t *testing.T
	s *webdriver.Session
}

func (v *visitor) do(expression string) { v.get(expression, nil) }

func (v *visitor) get(expression string, result any) {
	v.t.Helper()
	if err := v.s.Eval(patience, expression, result); err != nil {
		v.t.Fatalf("%s: %v", expression, err)
	}
}

func (v *visitor) await(expression string) {
	v.t.Helper()
	if err := v.s.WaitFor(patience, expression); err != nil {
		v.shot("failed")
		v.t.Fatal(err)
	}
}

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

// takes a dropped picture.
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
}
