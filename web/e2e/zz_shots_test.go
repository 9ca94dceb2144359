package e2e

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

func TestTheListOfRunsZZ(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&data=digits&train=2000&test=300&batch_size=50&epochs=20&encoder=dense(60,relu)&latent_dim=2&latent_activation=linear")
	canvas(t, p)
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	for _, more := range []string{"&seed=5", "&seed=6&learning_rate=3e-4", "&seed=7&noise=gaussian(0.3)", "&loss=bce"} {
		eval[any](t, p, "bottleneck.train({epochs: 12})")
		eval[any](t, p, "bottleneck.open(`#v=1&data=digits&train=2000&test=300&batch_size=50&epochs=20&encoder=dense(60,relu)&latent_dim=2&latent_activation=linear"+more+"`)")
	}
	eval[any](t, p, "bottleneck.open(`#v=1&data=digits&train=2000&test=300&batch_size=50&epochs=20&encoder=dense(80,relu)&latent_dim=2&latent_activation=linear&noise=gaussian(0.2)`)")
	eval[any](t, p, "bottleneck.train({epochs: 8}).then(() => bottleneck.runs.keep())")
	shoot := func(name string, sizes [][2]int64) {
		for _, theme := range []string{"light", "dark"} {
			must(t, chromedp.Run(p.Context, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}})))
			for _, s := range sizes {
				must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(s[0], s[1], 1, false)))
				await(t, p, fmt.Sprintf("innerWidth === %d", s[0]))
				eval[any](t, p, `new Promise((r) => setTimeout(r, 1200))`)
				eval[any](t, p, `document.querySelector(innerWidth < 700 ? ".stage" : "body").scrollIntoView()`)
				var file []byte
				must(t, chromedp.Run(p.Context, chromedp.CaptureScreenshot(&file)))
				must(t, os.WriteFile(fmt.Sprintf("/tmp/x/look/compare-%s-%d-%s.png", name, s[0], theme), file, 0o644))
			}
		}
	}
	shoot("board", [][2]int64{{1440, 900}})
	eval[any](t, p, `document.querySelector('[data-panel=loss]').click()`)
	shoot("loss", [][2]int64{{1440, 900}, {390, 844}})
	eval[any](t, p, `document.querySelectorAll('#runs [title=Compare]')[3].click()`)
	await(t, p, "document.querySelectorAll('.compare-images .compare-tile').length > 10")
	eval[any](t, p, "(() => { const s = document.querySelector('.compare-pick input'); s.value = 5; s.dispatchEvent(new Event('input')); })()")
	shoot("view", [][2]int64{{1440, 900}, {1024, 1400}, {820, 1400}, {390, 2000}})
}
