package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"bottleneck/core/bench"
	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// watch goes before the scripts of the page and of the canvas in it. It counts the frames that the canvas draws, and while quiet is
// set the page asks the trainer for none.
const watch = `{ window.drawn = 0; window.quiet = false;
	const frame = window.requestAnimationFrame.bind(window);
	if (top !== window) window.requestAnimationFrame = (draw) => frame((time) => { top.drawn++; draw(time); });
	const post = Worker.prototype.postMessage;
	Worker.prototype.postMessage = function (message, transfer) {
		if (window.quiet && message?.json?.includes('"op":"view"')) {
			const q = JSON.parse(message.json);
			q.view = { panels: [] };
			message = { ...message, json: JSON.stringify(q) };
		}
		return post.call(this, message, transfer);
	}; }`

// playground compares the images a second of the playground with the bench's, in turn, once with a canvas that has
// nothing to draw and once with one that draws as often as it may.
func playground(ctx context.Context, s *site, o options) error {
	p, names, err := s.playground(o)
	if err != nil {
		return err
	}
	defer p.Close()
	head("network", "bench, images/s", "canvas idle", "share", "canvas drawing", "frames/s", "share")
	for _, name := range names {
		var bare, idle, drawing, frames, idleShare, drawingShare []float64
		for round := range o.rounds {
			progress("%s: round %d", name, round+1)
			f, err := measure(s.page, name, 0, "auto", 2)
			if err != nil {
				return err
			}
			rate := f.Rate * f.MsPerStep / f.MeanMs
			a, _, err := trainFor(p, link(name), true, window)
			if err != nil {
				return err
			}
			b, n, err := trainFor(p, link(name), false, window)
			if err != nil {
				return err
			}
			bare, idle, drawing, frames = append(bare, rate), append(idle, a), append(drawing, b), append(frames, n)
			idleShare, drawingShare = append(idleShare, a/rate), append(drawingShare, b/rate)
		}
		progress("")
		row("`"+name+"`", fmt.Sprintf("%.0f", median(bare)), fmt.Sprintf("%.0f", median(idle)), percent(median(idleShare)),
			fmt.Sprintf("%.0f", median(drawing)), fmt.Sprintf("%.1f", median(frames)), percent(median(drawingShare)))
	}
	return nil
}

// playground opens index.html and waits for its canvas. It also returns the names of the workloads that are asked for.
func (s *site) playground(o options) (*browser.Page, []string, error) {
	names, err := o.workloads()
	if err != nil {
		return nil, nil, err
	}
	p, err := s.browser.NewPage(true)
	if err != nil {
		return nil, nil, err
	}
	if err := chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(watch).Do(ctx)
		return err
	})); err != nil {
		return nil, nil, err
	}
	if err := p.Open(s.url + "#v=1&data=digits&train=100&test=10&epochs=1"); err != nil {
		return nil, nil, err
	}
	const canvas = `window.bottleneck && document.getElementById("view").contentDocument?.querySelector("canvas")`
	return p, names, p.WaitFor(canvas, 3*time.Minute)
}

// link is a workload as the playground runs it, with more held-out images than the latent plane shows where that leaves their evaluation
// a hundredth of an epoch.
func link(name string) string {
	for _, w := range bench.Workloads {
		if w.Name == name {
			train, test := 60000, 2000
			if strings.Contains(w.Link, "data=faces") {
				train, test = 350, 10 // there are not more
			}
			return fmt.Sprintf("%s&train=%d&test=%d&epochs=100000", w.Link, train, test)
		}
	}
	return ""
}

const (
	window     = 3 * time.Second
	leastSteps = 20 // of a window: a share is no finer
)

// trainFor opens a link and trains for a window: images and frames a second.
func trainFor(p *browser.Page, link string, quiet bool, window time.Duration) (images, frames float64, err error) {
	var got struct{ Images, Frames float64 }
	err = p.Eval(fmt.Sprintf(`(async () => {
		const wait = (ms) => new Promise((r) => setTimeout(r, ms));
		window.quiet = %t;
		await bottleneck.open(%q);
		matchMedia("(max-width: 720px)").dispatchEvent(new Event("change")); // the page asks for its view anew
		document.querySelector("#tabs button").click();
		await bottleneck.start();
		do await wait(1500); while (bottleneck.metrics.step === 0);
		const [step, drawn, start] = [bottleneck.metrics.step, window.drawn, performance.now()];
		let last, at = start;
		bottleneck.on("metrics", () => { last = bottleneck.metrics.step; at = performance.now(); });
		do await wait(%d); while (bottleneck.metrics.step < step + %d);
		const frames = (window.drawn - drawn) / (performance.now() - start) * 1e3;
		await bottleneck.pause();
		return { Images: (last - step) * Number(bottleneck.recipe.batch_size) / (at - start) * 1e3, Frames: frames };
	})()`, quiet, link, window.Milliseconds(), leastSteps), &got)
	return got.Images, got.Frames, err
}
