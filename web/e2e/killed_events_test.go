package e2e

import (
	"slices"
	"testing"
)

// keepFragileWorkers is keepWorkers, whose worker dies when the page has heard the event of window.fatal, as soon as that has been handled.
const keepFragileWorkers = keepWorkers + `
window.fatal = null; window.died = [];
window.Worker = class extends window.Worker {
	set onmessage(hear) {
		super.onmessage = (event) => {
			hear(event);
			const { event: name = "", state = "" } = JSON.parse(event.data.json);
			if (!window.fatal || ![name, name + " " + state].includes(window.fatal)) return;
			window.died.push(window.fatal);
			window.fatal = null;
			this.crash();
		};
	}
};`

// Whatever the trainer has just told when it dies, and when the next dies at once on its way back, the run ends on the bits of one that nobody disturbed; that it is
// done is told after its last state is safe. With more than two -kills each event is tried, else the ones of which each goes another way.
func TestKilledAtEveryEvent(t *testing.T) {
	p, want := undisturbed(t, later+keepFragileWorkers, "noise=gaussian(0.2)&epochs=30")
	events := []string{"metrics", "snapshot", "checkpoint", "state running", "state done"}
	backs := []string{"", "progress", "ready", "state"} // of the worker that comes next, within ten seconds
	short := []string{"checkpoint, then ", "state done, then ", "metrics, then state", "state done, then ready"}
	for _, event := range events {
		for _, back := range backs {
			if *kills <= 2 && !slices.Contains(short, event+", then "+back) {
				continue
			}
			name := event + ", then " + back
			died := eval[[]string](t, p, `(async () => {
				const until = async (is) => { while (!is()) await new Promise((resolve) => setTimeout(resolve, 5)); };
				await bottleneck.pause();
				await bottleneck.reset();
				window.skew += 200000; // the deaths of the case before are long ago
				window.died.length = 0;
				const count = workers.length;
				window.fatal = `+quoted(event)+`;
				bottleneck.start().catch(() => {}); // which may be what is killed
				await until(() => workers.length > count);
				if (`+quoted(back)+`) {
					window.fatal = `+quoted(back)+`;
					await until(() => workers.length > count + 1);
				}
				await until(() => ["running", "done", "paused", "ready"].includes(bottleneck.state) && !document.querySelector("[data-bar=engine]"));
				return window.died;
			})()`)
			if len(died) == 0 || died[0] != event || back != "" && len(died) != 2 {
				t.Errorf("%s: died at %q", name, died)
			}
			if m := atTheEnd(t, p); m.Fingerprint != want.Fingerprint || m.Step != want.Step || m.TestMSE != want.TestMSE {
				t.Errorf("%s: %+v, undisturbed %+v", name, m, want)
			}
		}
	}
}
