package modules

import (
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/film"
	"bottleneck/core/guide"
	"bottleneck/core/proof"
	"bottleneck/core/recipe"
)

// What can be lit is one list, which core/guide has, too.
func TestSpotsOfGuidedPages(t *testing.T) {
	got := eval[[]string](t, modules(t), `return Object.keys((await import("/page/lessons/spots.js")).SPOTS)`)
	want := slices.Clone(guide.Spots)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the page lights %q, the lessons know %q", got, want)
	}
}

// A question is answered by what it asks for, and by nothing else.
func TestChecksOfQuestions(t *testing.T) {
	p := modules(t)
	// 1s lie about (0, 0), 5s about (3, 0), 6s about (0, 9)
	const seen = `const { met, classesNear } = await import("/page/lessons/checks.js");
		const codes = { dim: 2, pca: false, x: [0, -1, 3, 4, 0], y: [0, 0, 0, 0, 9], labels: [1, 1, 5, 5, 6] };
		const moved = (unit) => (unit === 1 ? 2.5 : NaN);
		const at = (z, by = "person") => ({ chosen: { kind: "code", z }, chosenBy: by });
		const base = { metrics: { step: 300, test_mse: 0.03, kl: null }, values: { latent_dim: "8" }, chosen: null, chosenBy: "", codes, moved, moment: null, compared: false };
		return met(%s, { ...base, ...%s });`
	for _, c := range []struct {
		check, more string
		want        bool
	}{
		{`{figure: "test_mse", below: 0.031}`, `{}`, true},
		{`{figure: "test_mse", below: 0.03}`, `{}`, false},
		{`{figure: "test_mse", above: 0.029}`, `{}`, true},
		{`{figure: "test_mse", below: 0.031, where: {latent_dim: "8"}}`, `{}`, true},
		{`{figure: "test_mse", below: 0.031, where: {latent_dim: "9"}}`, `{}`, false},
		{`{figure: "test_mse", below: 1}`, `{metrics: null}`, false},
		{`{figure: "test_mse", below: 1}`, `{metrics: {test_mse: NaN}}`, false},
		{`{figure: "jacobian", below: 1}`, `{}`, false},
		{`{figure: "step", above: 299}`, `{}`, true},
		{`{between: ["1", "5"]}`, `at([1.4, 0])`, true},
		{`{between: ["5", "1"]}`, `at([1.4, 0])`, true},
		{`{between: ["1", "6"]}`, `at([1.4, 0])`, false},
		{`{between: ["1", "5"]}`, `at([0.9, 0])`, false}, // not a third of the way
		{`{between: ["1", "5"]}`, `at([-2, 0])`, false},
		{`{between: ["1", "5"]}`, `{}`, false},
		{`{between: ["1", "5"]}`, `{ ...at([1.4, 0]), codes: undefined }`, false},
		{`{between: ["1", "5"]}`, `{ ...at([1.4, 0]), codes: { ...codes, pca: true } }`, false},
		{`{code: {unit: 1, above: 2}}`, `{}`, true},
		{`{code: {unit: 1, above: 3}}`, `{}`, false},
		{`{code: {unit: 0, above: -9}}`, `{}`, false},
		{`{chosen: "code"}`, `at([0, 0])`, true},
		{`{chosen: "code"}`, `at([0, 0], "guide")`, false},
		{`{chosen: "own"}`, `at([0, 0])`, false},
		{`{seek: {below: 30}}`, `{moment: {step: 29}}`, true},
		{`{seek: {below: 30}}`, `{moment: {step: 30}}`, false},
		{`{seek: {below: 30}}`, `{}`, false},
		{`{compared: true}`, `{compared: true}`, true},
		{`{compared: true}`, `{}`, false},
		{`{}`, `{compared: true}`, false},
	} {
		if got := eval[bool](t, p, fmt.Sprintf(seen, c.check, c.more)); got != c.want {
			t.Errorf("%s of %s: %v, %v expected", c.check, c.more, got, c.want)
		}
	}
}

// The proof of a solved experiment is one that core/proof reads; what nobody could check has none.
func TestProofOfAnExperiment(t *testing.T) {
	p := modules(t)
	of := func(run, metrics, more string) string {
		return eval[string](t, p, `
			const { Given } = await import("/page/share/links.js");
			const { proofMissing } = await import("/page/share/proof.js");
			const metrics = `+metrics+`;
			const store = { running: `+run+`, metrics, figures: metrics, moment: null, loads: 0, ...`+more+` };
			return proofMissing(store) ? "" : new Given(store, { preview: async (link) => ({ link }) }, {}).proof()`)
	}
	const run = `{link: "#v=1&lesson=plane&latent_dim=3&changes=9:learning_rate=0.01", values: {data: "mnist", arithmetic: "auto"}}`
	const metrics = `{step: 12, fingerprint: "0123abcd", arithmetic: "fused"}`
	link := of(run, metrics, `{}`)
	got, err := proof.Read("https://example.org/" + link)
	if err != nil || got.Step != 12 || got.Fingerprint != "0123abcd" || got.Recipe.Arithmetic != "fused" || got.Recipe.LatentDim != 3 || len(got.Recipe.Changes) != 1 {
		t.Errorf("%s is read as %+v, %v", link, got, err)
	}
	for name, of := range map[string]string{
		"before the first step": of(run, `{step: 0, fingerprint: "0123abcd", arithmetic: "fused"}`, `{}`),
		"of other sums":         of(run, `{step: 12, fingerprint: "0123abcd", arithmetic: "gonum"}`, `{}`),
		"of own pictures":       of(`{link: "#v=1&data=pictures", values: {data: "pictures", arithmetic: "auto"}}`, metrics, `{}`),
		"of loaded weights":     of(run, metrics, `{loads: 1}`),
		"of a recorded moment":  of(run, metrics, `{moment: {step: 9, exact: false}}`),
	} {
		if of != "" {
			t.Errorf("%s: %q, no proof expected", name, of)
		}
	}
}

// The device knows which page was seen and what was answered; a right answer stays, and only the first try counts for the score.
func TestProgressIsKept(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Progress } = await import("/page/lessons/progress.js");
		localStorage.clear();
		const first = new Progress(), said = [];
		first.seen("plane", 3); first.answer("plane", "0", false); first.answer("plane", "0", true); first.answer("plane", "1", true); first.answer("plane", "1", false);
		const again = new Progress();
		said.push(JSON.stringify(again.of("plane")), JSON.stringify(again.of("linear")));
		again.forget("plane");
		said.push(JSON.stringify(new Progress().of("plane")));
		for (const broken of ["{", "[]", '{"plane": 3}', '{"plane": {"at": -1, "answers": {"0": {"right": "yes"}}}}']) {
			localStorage.setItem("bottleneck.guide", broken);
			said.push(JSON.stringify(new Progress().of("plane")));
		}
		return said;`)
	const none = `{"at":0,"answers":{}}`
	want := []string{`{"at":3,"answers":{"0":{"right":true,"first":false},"1":{"right":true,"first":true}}}`, none, none, none, none, none, `{"at":0,"answers":{"0":{"right":false,"first":false}}}`}
	if !slices.Equal(got, want) {
		t.Errorf("%q, %q expected", got, want)
	}
}

// What a field is called elsewhere may depend on what another field says.
func TestNamesOfFieldsElsewhere(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { equalOf } = await import("/page/recipe/equals.js");
		const entry = { keras: "K", pytorch: "P", of: "noise", by: { gaussian: { keras: "KG", pytorch: "PG" } } };
		return [{ noise: "gaussian(0.2)" }, { noise: "none" }, {}].map((values) => equalOf(entry, values).keras).concat(equalOf({ keras: "A", pytorch: "B" }, {}).pytorch);`)
	if want := []string{"KG", "K", "K", "B"}; !slices.Equal(got, want) {
		t.Errorf("%q, %q expected", got, want)
	}
}

// A film of core/film is cut into its frames, and one that is cut off or of another version has none.
func TestFilmsAreRead(t *testing.T) {
	r, _ := recipe.Parse("#v=1&lesson=table&data=table18&train=60&test=20&batch_size=20&steps=4&arithmetic=plain")
	b, err := film.Make(r)
	if err != nil {
		t.Fatal(err)
	}
	got := eval[[]int](t, modules(t), `
		const { framesOf } = await import("/page/lessons/film.js");
		const { readSnapshot } = await import("/page/view/snapshot.js");
		const film = Uint8Array.from(`+quote(fmt.Sprint(b))+`.slice(1, -1).split(" "), Number).buffer;
		const other = film.slice(0);
		new Uint8Array(other)[4]++;
		return [...framesOf(film).map((f) => readSnapshot(f).step), framesOf(film.slice(0, film.byteLength - 1)).length, framesOf(other).length, framesOf(new ArrayBuffer(3)).length];`)
	if want := append(film.Moments(4), 0, 0, 0); !slices.Equal(got, want) {
		t.Errorf("%v, %v expected", got, want)
	}
}

// Above a film stands of what it is: each lesson's says the data that it was made of.
func TestFilmsSayOfWhat(t *testing.T) {
	var asked, want []string
	for _, l := range recipe.Lessons() {
		b, err := os.ReadFile("../../static/lessons/films/" + l.ID + ".film")
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, base64.StdEncoding.EncodeToString(b))
		source := film.Recipe(l.Recipe).Data
		if strings.HasPrefix(source, "table") {
			source = "table"
		}
		want = append(want, source)
	}
	got := eval[[]string](t, modules(t), `
		const { framesOf, filmed } = await import("/page/lessons/film.js");
		const { readSnapshot } = await import("/page/view/snapshot.js");
		const unpacked = (text) => new Response(new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
		const films = await Promise.all(`+quote(asked)+`.map(unpacked));
		return films.map((film) => filmed(readSnapshot(framesOf(film)[0])));`)
	if !slices.Equal(got, want) {
		t.Errorf("%q, %q expected", got, want)
	}
	said := eval[[]string](t, modules(t), `
		const { say } = await import("/kit/words.js");
		return `+quote(want)+`.map((data) => say("film_recorded", { data, step: 1, last: 2 }));`)
	for i, text := range said {
		if !strings.Contains(text, want[i]) {
			t.Errorf("%s: %q", want[i], text)
		}
	}
}

// A page that a link hides is passed over: it has no dot, the others are counted without it, and where it was to be opened the next one is. Of another guide
// nothing is hidden; with no page left there is no guide.
func TestHiddenPages(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Guide } = await import("/page/lessons/guide.js");
		const { Progress } = await import("/page/lessons/progress.js");
		localStorage.clear();
		let hidden = new Set([1, 2]);
		const turned = [];
		const element = document.createElement("section");
		document.body.append(element);
		const guide = new Guide(element, new Progress(), {
			deeds: {}, light: { off() {}, light() {} }, seen: () => ({}), spoken() {}, turned: (id, at) => turned.push(at), answered() {}, fail() {},
			hides: (id, at) => id === "plane" && hidden.has(at),
		});
		const page = (title) => ({ title, text: ["A sentence."] });
		const pages = ["one", "two", "three", "four"].map(page);
		const said = [];
		const tell = () => said.push([element.hidden, element.querySelector("h3").textContent, element.querySelector(".guide-fold").textContent,
			[...element.querySelectorAll(".guide-dots li")].filter((li) => !li.hidden).map((li) => li.firstChild.getAttribute("aria-label")).join("; "), guide.before.disabled, guide.after.disabled].join(" | "));
		guide.show("plane", pages, { at: 1 });
		tell();
		guide.before.click();
		tell();
		guide.after.click();
		guide.turn(2);
		tell();
		hidden = new Set([3]);
		guide.refresh();
		tell();
		hidden = new Set([0, 1, 2, 3]);
		guide.refresh();
		said.push(String(element.hidden));
		guide.show("linear", pages, { at: 2 });
		tell();
		guide.show("plane", [], {});
		said.push(String(element.hidden), turned.join(" "), guide.titles("plane").length + " " + guide.titles("linear").length);
		element.remove();
		return said;`)
	want := []string{
		"false | four | 2 of 2: four | Page 1: one; Page 2: four | false | true",
		"false | one | 1 of 2: one | Page 1: one; Page 2: four | true | false",
		"false | four | 2 of 2: four | Page 1: one; Page 2: four | false | true",
		"false | three | 3 of 3: three | Page 1: one; Page 2: two; Page 3: three | false | true",
		"true",
		"false | three | 3 of 4: three | Page 1: one; Page 2: two; Page 3: three; Page 4: four | false | false",
		"true", "0 3", "0 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nfound,\n%s\nexpected", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
