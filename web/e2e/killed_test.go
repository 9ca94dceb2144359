package e2e

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"bottleneck/web/browser"
)

var (
	reloads = flag.Int("reloads", 2, "reloads at random moments, of each run of TestReloadsEndOnTheSameBits; with more than 2 all its runs are made")
	kills   = flag.Int("kills", 2, "workers that are killed at random moments, of each run of TestKilledWorkersEndOnTheSameBits; with more than 2 all its runs are made")
)

// disturbed are runs of every way of training, of some seconds. The first is always killed, the two behind it, which draw and pre-train, are always reloaded.
var disturbed = []struct{ name, link string }{
	{"denoise", "noise=gaussian(0.2)&epochs=150"},
	{"variational", "latent=variational&latent_dim=2&loss=bce&epochs=80"},
	{"rbm", "encoder=dense(60,sigmoid)&latent_activation=linear&loss=bce&pretrain=rbm&pretrain_epochs=40&epochs=40"},
	{"linear", "latent_activation=linear&output_activation=linear&latent_dim=8&epochs=200"},
	{"k_sparse", "latent_dim=60&latent_activation=linear&sparsity=top_k&sparsity_k=10&epochs=80"},
	{"conv", "encoder=conv(4,3,s2,relu)&latent_dim=8&epochs=20"},
}

// undisturbed opens the page for the run of a link, trains it to its end and tells how that is.
func undisturbed(t *testing.T, script, link string) (*browser.Page, metrics) {
	t.Helper()
	p := anewAfter(t, script, "#v=1&data=digits&train=2000&test=100&"+link)
	eval[any](t, p, "bottleneck.start()")
	want := atTheEnd(t, p)
	eval[any](t, p, "bottleneck.runs.clear().then(() => bottleneck.reset()).then(() => bottleneck.start())")
	return p, want
}

func atTheEnd(t *testing.T, p *browser.Page) metrics {
	t.Helper()
	await(t, p, "bottleneck.state === 'done'")
	return eval[metrics](t, p, "bottleneck.metrics")
}

// A page that is loaded anew at random moments of a run comes back where the run stood, runs on by itself, and ends on the bits of a run that nobody
// disturbed.
func TestReloadsEndOnTheSameBits(t *testing.T) {
	runs, random := disturbed[1:3], rand.New(rand.NewPCG(14, 50))
	if *reloads > 2 {
		runs = disturbed
	}
	for _, run := range runs {
		t.Run(run.name, func(t *testing.T) {
			p, want := undisturbed(t, "", run.link)
			for i := range *reloads {
				at := want.Step * (10 + 80*i / *reloads + random.IntN(80 / *reloads)) / 100
				await(t, p, fmt.Sprintf("bottleneck.metrics.step > %d && bottleneck.runs.list().length > 0", at))
				again(t, p)
				if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step == 0 {
					t.Errorf("after a reload behind step %d the run stands at step 0", at)
				}
				if state := eval[string](t, p, "bottleneck.state"); state != "running" && state != "done" {
					t.Fatalf("after a reload behind step %d the run is %s", at, state)
				}
			}
			if m := atTheEnd(t, p); m.Fingerprint != want.Fingerprint || m.TestMSE != want.TestMSE || m.Step != want.Step {
				t.Errorf("after %d reloads %+v, undisturbed %+v", *reloads, m, want)
			}
		})
	}
}

// later lets the page's clock jump: deaths that are a minute apart are no reason to give up.
const later = `window.skew = 0; { const now = performance.now.bind(performance); performance.now = () => now() + skew; }`

// killing kills so many workers of the run that goes on: at random moments of its training, of its way back, and while it seeks, branches, is
// compared or stored. The clock jumps between them. A run that ends is begun again. It tells {killed, doing, ends}.
const killing = `(async (kills, most) => {
	const sleep = (ms) => new Promise((later) => { setTimeout(later, ms); });
	const pick = (n) => Math.floor(Math.random() * n);
	const until = async (ok) => { for (const give = Date.now() + 60000; !ok(); await sleep(2)) if (Date.now() > give) throw new Error("waited a minute for " + ok); };
	const step = () => bottleneck.metrics.step;
	const doing = { seek: () => bottleneck.seek(pick(step())), dragged: () => bottleneck.seek(pick(step()), { exact: false }),
		branch: () => bottleneck.seek(Math.floor(step() * 0.9)).then(() => bottleneck.branch()), compare: () => {
			const [a, b] = bottleneck.runs.list();
			return b && bottleneck.compare(a.id, b.id);
		}, keep: () => bottleneck.runs.keep(), train: () => {} };
	const told = { killed: 0, doing: {}, ends: [] };
	const end = async () => {
		await bottleneck.now();
		if (bottleneck.state !== "done") return; // a branch goes on
		told.ends.push([step(), bottleneck.metrics.fingerprint, bottleneck.metrics.test_mse]);
		await bottleneck.reset();
		await bottleneck.start();
	};
	while (told.killed < kills) {
		const from = step();
		const moves = () => step() !== from || bottleneck.state === "done";
		await until(moves);
		if (pick(2)) await Promise.race([bottleneck.runs.keep(), sleep(2000)]); // so that it gets on
		if (bottleneck.state === "done") { await end(); continue; }
		await sleep(pick(most));
		const name = Object.keys(doing)[pick(6)];
		told.doing[name] = (told.doing[name] ?? 0) + 1;
		Promise.resolve(doing[name]()).catch(() => {}); // which may be what is killed
		for (let n = pick(5) ? 1 : 2; n > 0; n--) { // some on their way back
			await sleep(pick(60));
			skew += 61000;
			const before = workers.length;
			workers.at(-1).crash();
			told.killed++;
			await until(() => workers.length > before);
		}
		await until(() => ["running", "done"].includes(bottleneck.state));
	}
	await until(() => bottleneck.state === "running" || bottleneck.state === "done");
	return told;
})(%d, %d)`

// Workers that are killed at random moments cost a run nothing but time: it ends on the bits of one that nobody disturbed.
func TestKilledWorkersEndOnTheSameBits(t *testing.T) {
	runs := disturbed[:1]
	if *kills > 2 {
		runs = disturbed
	}
	for _, run := range runs {
		t.Run(run.name, func(t *testing.T) {
			p, want := undisturbed(t, later+keepWorkers, run.link)
			told := eval[struct {
				Killed int
				Doing  map[string]int
				Ends   [][3]any
			}](t, p, fmt.Sprintf(killing, *kills, 400))
			if told.Killed < *kills {
				t.Fatalf("%d workers were killed", told.Killed)
			}
			m := atTheEnd(t, p)
			for _, end := range append(told.Ends, [3]any{float64(m.Step), m.Fingerprint, m.TestMSE}) {
				if end != [3]any{float64(want.Step), want.Fingerprint, want.TestMSE} {
					t.Errorf("killed %d times, the run ends at %v, undisturbed %+v", told.Killed, end, want)
				}
			}
			t.Logf("%d kills in %d runs of %d steps, begun before: %v", told.Killed, len(told.Ends)+1, want.Step, told.Doing)
		})
	}
}
