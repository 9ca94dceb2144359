package modules

import (
	"strings"
	"testing"
)

// What a link says of the view comes back from the view, and what it gets wrong is told by its key.
func TestTheViewInALink(t *testing.T) {
	p := modules(t)
	const running = `{ showing: { tabs: ["line", "images", "latent", "grid"] }, cost: { code_size: 3 }, values: { test: "40" } }`
	for link, want := range map[string]string{
		"":             " ",
		"panel=latent": "panel=latent ",
		"axes=2,0":     "axes=2,0 ", "axes=pca": "axes=pca ", "axes=pixels": "axes=pixels ",
		"grid=15": "grid=15 ", "chosen=39": "chosen=39 ", "chosen=code:0.5,-1,2e-05": "chosen=code:0.5,-1,0.00002 ",
		"panel=latent&axes=0,1&grid=40&chosen=0": "panel=latent&axes=0,1&grid=40&chosen=0 ",
		"panel=all":                              " ",
		// what is not so
		"panel=filters": " panel", "axes=0,3": " axes", "axes=1": " axes", "axes=0,1,2": " axes", "axes=-1,0": " axes", "grid=1": " grid", "grid=2.5": " grid", "grid=x": " grid",
		"chosen=40": " chosen", "chosen=code:1,2": " chosen", "chosen=code:1,,2": " chosen", "chosen=own": " chosen",
		"panel=nothing&grid=41": " panel grid",
	} {
		got := eval[string](t, p, `
			const { viewIn, viewOf } = await import("/page/share/view.js");
			const { withKeys } = await import("/page/recipe/pagekeys.js");
			const running = `+running+`;
			const page = Object.fromEntries(new URLSearchParams(`+quote(link)+`));
			const { choice, chosen = null, faults } = viewIn(page, running);
			const said = viewOf({ panel: "", axes: "auto", axis_x: 0, axis_y: 1, grid: 0, ...choice }, running.showing, chosen);
			return withKeys("", said).slice(1) + " " + faults.map(([key]) => key).join(" ");`)
		if got != want {
			t.Errorf("%q: %q found, %q expected", link, got, want)
		}
	}
}

// The claim of a proof, as core/proof reads it, and the verdict on a run by the name of what differs.
func TestProofsAreJudged(t *testing.T) {
	p := modules(t)
	for text, want := range map[string]string{
		"12:0123abcd": "12 0123abcd", "012:0123ABCD": "12 0123abcd", "2147483647:00000000": "2147483647 00000000",
		"": "", "12": "", "12:": "", "0:0123abcd": "", "+1:0123abcd": "", "1_0:0123abcd": "", "2147483648:0123abcd": "", "12:0x23abcd": "", "12:0123abcde": "", "12:0123abc": "",
	} {
		got := eval[string](t, p, `const c = (await import("/page/share/proofs.js")).readProof(`+quote(text)+`); return c ? c.step + " " + c.fingerprint : ""`)
		if got != want {
			t.Errorf("%q: %q found, %q expected", text, got, want)
		}
	}
	for name, c := range map[string]struct{ call, refuted, names string }{
		"as claimed":          {`judged(claim, { step: 12, fingerprint: "0123abcd", arithmetic: "fused" }, "fused")`, "holds", ""},
		"another fingerprint": {`judged(claim, { step: 12, fingerprint: "1123abcd", arithmetic: "fused" }, "fused")`, "true", "1123abcd"},
		"an early end":        {`judged(claim, { step: 9, fingerprint: "0123abcd", arithmetic: "fused" }, "fused")`, "true", "step 9"},
		"another arithmetic":  {`judged(claim, { step: 12, fingerprint: "1123abcd", arithmetic: "plain" }, "fused")`, "false", "plain"},
		"nothing against it":  {`foreseen(claim, run, [])`, "holds", ""},
		"unreadable":          {`foreseen(null, run, [])`, "false", "STEP:FINGERPRINT"},
		"beyond the end":      {`foreseen({ step: 101 }, run, [])`, "true", "step 100"},
		"no arithmetic":       {`foreseen(claim, { ...run, values: { arithmetic: "auto" } }, [])`, "false", "arithmetic=fused"},
		"files":               {`foreseen(claim, run, [{ code: "pictures_wanted" }])`, "false", "files"},
		"a refused field":     {`foreseen(claim, run, [{ code: "value_replaced", field: "seed", of: "seed", text: "seed: -1 found" }])`, "false", "-1 found"},
	} {
		got := eval[[]string](t, p, `
			const { judged, foreseen } = await import("/page/share/proofs.js");
			const claim = { step: 12, fingerprint: "0123abcd" };
			const run = { values: { arithmetic: "fused" }, cost: { total_steps: 100 } };
			const verdict = `+c.call+`;
			return verdict ? [String(verdict.refuted), verdict.why] : ["holds", ""];`)
		if got[0] != c.refuted || !strings.Contains(got[1], c.names) {
			t.Errorf("%s: %q found, %s and %q expected", name, got, c.refuted, c.names)
		}
	}
}

// What a link hides or locks is a part that the page has.
func TestPartsHaveNames(t *testing.T) {
	p := modules(t)
	got := eval[map[string]string](t, p, `
		const { GROUPS, placeOf } = await import("/page/share/parts.js");
		const store = { fields: [{ name: "seed" }, { name: "learning_rate" }], panels: [{ name: "latent" }] };
		const page = await (await fetch("/page/index.html")).text();
		const html = new DOMParser().parseFromString(page, "text/html");
		const found = {};
		for (const [, parts] of GROUPS()) for (const [name, place] of parts) found[name] = html.querySelector(place) ? "there" : "missing";
		for (const name of ["field:seed", "field:learning_rate", "field:wings", "panel:latent", "panel:x", "page:3", "page:0", "page:100", "wings", "a:b"]) found[name] = String(placeOf(name, store));
		return found;`)
	for name, want := range map[string]string{
		"field:seed": ".seed", "field:learning_rate": `[data-field="learning_rate"]`, "field:wings": "undefined", "panel:latent": "", "panel:x": "undefined",
		"page:3": "", "page:0": "undefined", "page:100": "undefined", "wings": "undefined", "a:b": "undefined",
	} {
		if got[name] != want {
			t.Errorf("%s is at %q, %q expected", name, got[name], want)
		}
		delete(got, name)
	}
	if len(got) < 20 {
		t.Errorf("%d parts have names", len(got))
	}
	for name, where := range got {
		if where != "there" {
			t.Errorf("%s is not in the page", name)
		}
	}
}

// Commands are taken from the origins that a frame's address names, in the version that is spoken, and answered one way or the other.
func TestCommandsToAFrame(t *testing.T) {
	p := modules(t)
	got := eval[map[string]string](t, p, `
		const { originsIn, originAround, listeners, answering } = await import("/page/embed/protocol.js");
		const found = { origins: originsIn("?origin=" + encodeURIComponent("https://a.example/x, nonsense,http://b.example:81,file:///c")).join(" ") + "|" + originsIn("?embed=1").join(" ") };
		found["around"] = [originAround({ ancestorOrigins: ["https://a.example"] }, { referrer: "https://b.example/" }), originAround({}, { referrer: "https://b.example/x" }), originAround({}, { referrer: "" })].join(" ");
		for (const around of ["https://b.example", "https://c.example", ""]) found["told " + around] = listeners(["https://us.example", "https://a.example", "https://b.example"], around).join(" ");
		found["told anybody"] = listeners(["https://us.example"], "https://c.example").join(" ");
		const posted = [];
		const commands = { add: (a, b) => a + b, fail: () => { throw Object.assign(new Error("why"), { code: "no_run" }); }, nothing: () => {} };
		const answer = answering(commands, ["https://a.example"], (message, origin) => posted.push([message, origin]));
		const a = "https://a.example";
		for (const [name, data, origin] of [
			["sum", { bottleneck: 1, id: 7, command: "add", args: [1, 2] }, a], ["nothing", { bottleneck: 1, id: 8, command: "nothing" }, a], ["fails", { bottleneck: 1, id: 9, command: "fail" }, a],
			["stranger", { bottleneck: 1, id: 1, command: "add", args: [1, 2] }, "https://b.example"], ["null", { bottleneck: 1, command: "add" }, "null"],
			["newer", { bottleneck: 2, id: 1, command: "add" }, a], ["unknown", { bottleneck: 1, id: 1, command: "toString" }, a], ["no args", { bottleneck: 1, id: 1, command: "add", args: "12" }, a],
			["theirs", { command: "add" }, a], ["event", { bottleneck: 1, event: "ready" }, a], ["text", "add", a], ["none", null, a],
		]) {
			posted.length = 0;
			await answer({ data, origin });
			found[name] = posted.map(([m, to]) => [m.bottleneck, m.reply, m.error?.code ?? m.value, to].join(" ")).join();
		}
		return found;`)
	for name, want := range map[string]string{
		"origins": "https://a.example http://b.example:81|", "sum": "1 7 3 https://a.example", "nothing": "1 8  https://a.example", "fails": "1 9 no_run https://a.example",
		"stranger": "1 1 embed_origin_unknown https://b.example", "null": "1  embed_origin_unknown null", "newer": "1 1 embed_version https://a.example",
		"around": "https://a.example https://b.example ", "told https://b.example": "https://b.example", "told https://c.example": "",
		"told ": "https://us.example https://a.example https://b.example", "told anybody": "*",
		"unknown": "1 1 embed_command_unknown https://a.example", "no args": "1 1 embed_args_missing https://a.example", "theirs": "", "event": "", "text": "", "none": "",
	} {
		if got[name] != want {
			t.Errorf("%s: %q found, %q expected", name, got[name], want)
		}
	}
}

// What of the data is on the device is counted from the first item on; fetching the rest tells how far it is, and why it stops.
func TestDataOnTheDevice(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { itemsHere, Room } = await import("/page/data/room.js");
		const store = await caches.open("data");
		const chunk = (file, from, to) => ({ file, from, to, bytes: 1e6 });
		const corpus = { train: [chunk("t0", 0, 2000), chunk("t1", 2000, 9000), chunk("t2", 9000, 60000)], test: [chunk("e0", 0, 1000), chunk("e1", 1000, 10000)] };
		for (const file of ["t0", "t2", "e0"]) await store.put(new URL(file, document.baseURI), new Response("x"));
		const here = await itemsHere(corpus);
		const found = [here.train + " " + here.test, JSON.stringify(await itemsHere(undefined))];
		const place = document.createElement("div");
		const room = new Room(place, { data: { mnist: corpus } });
		const button = place.querySelector("button"), said = () => place.querySelector("p").textContent;
		await room.look();
		found.push(said() + " " + button.textContent);
		const settled = () => new Promise((done) => { const look = () => (button.textContent === "Stop" ? setTimeout(look, 5) : done()); look(); });
		button.click();
		await settled();
		found.push(said());
		Object.defineProperty(navigator.serviceWorker, "controller", { value: {} });
		window.fetch = async (file) => { if (file === "e1") throw new Error("no network"); await store.put(new URL(file, document.baseURI), new Response("x")); return new Response("x"); };
		button.click();
		await settled();
		found.push(said() + " " + button.textContent);
		window.fetch = async (file) => { await store.put(new URL(file, document.baseURI), new Response("x")); return new Response("x"); };
		button.click();
		await settled();
		found.push(said() + " " + button.hidden);
		await caches.delete("data");
		return found;`)
	for i, want := range []string{
		"2000 1000", `{"train":0,"test":0}`, "3 of 5 parts", "reload it once", "no network", "all of its data",
	} {
		if !strings.Contains(got[i], want) {
			t.Errorf("%q found, %q expected", got[i], want)
		}
	}
	if !strings.Contains(got[2], "1.91") || !strings.Contains(got[4], "977") || !strings.HasSuffix(got[5], "true") { // MiB, KiB
		t.Errorf("%q", got)
	}
}
