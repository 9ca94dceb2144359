package modules

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"bottleneck/web/browser"
)

// What comes later is held to its digest: a file that is missing, damaged or no script is told of and asked for once more, and a copy of the browser's own that is
// damaged is passed by. Whoever waits gets the same as all others.
func TestWhatComesLater(t *testing.T) {
	const script = "globalThis.times = (globalThis.times ?? 0) + 1;\nexport const part = { times };\n"
	sum := sha256.Sum256([]byte(script))
	var how atomic.Value
	var asked atomic.Int32
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir("..")))
	mux.HandleFunc("/empty.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>later</title><link rel=icon href=data:,><link rel="later" href="rest-ABCDEFGH.0123456789.js" integrity="sha256-%s">`, base64.StdEncoding.EncodeToString(sum[:]))
	})
	mux.HandleFunc("/rest-ABCDEFGH.0123456789.js", func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Cache-Control", "max-age=31536000, immutable")
		switch how.Load() {
		case "missing":
			http.NotFound(w, r)
		case "damaged", "damaged once":
			fmt.Fprint(w, "globalThis.times = 100;\n")
			if how.Load() == "damaged once" {
				how.Store("")
			}
		default:
			fmt.Fprint(w, script)
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	const begin = `
		const { Later } = await import("/page/later.js");
		globalThis.told = [];
		globalThis.later = new Later(async () => (await import("/rest-ABCDEFGH.0123456789.js")).part, (error) => told.push(error.code + " " + error.values.file));`
	for _, c := range []struct {
		how, told string
	}{
		{"missing", "later_missing rest.js"}, {"damaged", "later_missing rest.js"}, {"damaged once", ""}, {"", ""},
	} {
		t.Run(c.how, func(t *testing.T) {
			p, err := browser.Common(t).NewPage(true)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			if err := p.Open(s.URL + "/empty.html"); err != nil {
				t.Fatal(err)
			}
			how.Store(c.how)
			asked.Store(0)
			eval[any](t, p, begin)
			if n := asked.Load(); n != 0 {
				t.Errorf("asked for %d times before somebody wants it", n)
			}
			wait := `const [a, b] = await Promise.all([1, 2].map(() => later.soon().catch(() => null)));
				return { told, ran: globalThis.times ?? 0, same: a === b && a === later.here, here: !!later.here, rel: document.querySelector("link[integrity]").rel };`
			got := eval[struct {
				Told       []string
				Ran        int
				Same, Here bool
				Rel        string
			}](t, p, wait)
			if want := c.told == ""; got.Here != want || got.Same != want && want || got.Ran != map[bool]int{true: 1}[want] || (got.Rel == "later") == want {
				t.Errorf("%+v", got)
			}
			if c.told == "" {
				if len(got.Told) != 0 {
					t.Errorf("%q is told", got.Told)
				}
				return
			}
			if len(got.Told) != 1 || got.Told[0] != c.told {
				t.Errorf("%q is told, %q expected once", got.Told, c.told)
			}
			if did := eval[bool](t, p, `let did = false; await later.with(() => { did = true; }); return did;`); did {
				t.Error("something was done with what is not here")
			}
			how.Store("")
			if ran := eval[int](t, p, `return await later.with((part) => part.times);`); ran != 1 {
				t.Errorf("it ran %d times, once expected", ran)
			}
		})
	}
}

// Parts that come late hear what has happened, in the order in which a run begins, and once.
func TestLatecomersCatchUp(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { Store } = await import("/page/store.js");
		const { Events } = await import("/kit/events.js");
		const { EVENTS } = await import("/kit/engine/events.js");
		const told = new Events(EVENTS);
		const store = new Store({ on: (...args) => told.on(...args) }, (show) => show());
		const heard = [];
		const listen = (who) => { for (const event of ["state", "metrics", "draft", "recipe", "run", "diagnoses", "moment"]) store.on(event, (detail) => heard.push(who + " " + event + " " + JSON.stringify(detail ?? {}))); };
		const none = store.latecomers(() => { listen("early"); return 7; });
		if (none !== 7 || heard.length) return ["before anything happened", String(none), ...heard];
		told.emit("state", { state: "paused", link: "#v=1", run: 3, recipe: { seed: "1" }, metrics: { step: 5 } });
		heard.length = 0;
		store.latecomers(() => { listen("late"); store.on("run", () => { throw new Error("a fault of one"); }); addEventListener("error", (event) => event.preventDefault()); });
		const caught = heard.splice(0);
		told.emit("moment", { moment: { step: 2 } });
		return [...caught, ...heard];`)
	want := []string{`late run {}`, `late recipe {"changed":[]}`, `late draft {}`, `late metrics {}`, `late state {"state":"paused","text":""}`, `early moment {}`, `late moment {}`}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q heard, %q expected", got, want)
	}
}

// A button that is pressed while an attempt is about to fail asks once more when that has failed.
func TestAskedAgain(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { Later } = await import("/page/later.js");
		const told = [];
		let whole = false, fail = null;
		const later = new Later(() => (whole ? "part" : new Promise((_, no) => { fail = no; })), (error) => told.push(error.message));
		const first = later.come().catch((error) => error.message);
		while (!fail) await new Promise((go) => { setTimeout(go); });
		whole = true;
		const again = later.again();
		fail(new Error("missing"));
		return [await first, await again, later.here, ...told];`)
	if want := []string{"missing", "part", "part", "missing"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q found, %q expected", got, want)
	}
}
