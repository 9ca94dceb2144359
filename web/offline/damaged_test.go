package offline

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// damage spoils each file of the site in the caches of the device: garbage in its place, half of it, or one bit.
const damage = `async (kind) => {
	let spoiled = 0;
	for (const name of await caches.keys()) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const response = await cache.match(request);
			let bytes = new Uint8Array(await response.arrayBuffer());
			if (kind === 'garbage') bytes = crypto.getRandomValues(new Uint8Array(100));
			else if (kind === 'cut') bytes = bytes.slice(0, bytes.length >> 1);
			else bytes[bytes.length >> 1] ^= 1;
			await cache.put(request, new Response(bytes, { headers: response.headers }));
			spoiled++;
		}
	}
	return spoiled;
}`

// wrong are the files of a build, path: digest, that the device does not have as they should be, among all or among those that a cache has.
const wrong = `async (digests, all) => {
	const list = [];
	for (const name of (await caches.keys()).filter((name) => !all || name.endsWith(' ' + manifest.build))) {
		const cache = await caches.open(name);
		for (const [path, digest] of Object.entries(digests)) {
			const response = await cache.match(new URL(path, location.href).href);
			if (!response) continue;
			const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
			if (digest !== btoa(String.fromCharCode(...sum))) list.push(name + ' ' + path);
		}
	}
	return list.join(', ');
}`

// digests are those of a site's files, as JSON, without what is not stored.
func (s *site) digests() string {
	list := map[string]string{}
	for _, name := range s.built.Precache {
		sum := sha256.Sum256(s.built.Files[name])
		list[name] = base64.StdEncoding.EncodeToString(sum[:])
	}
	text, _ := json.Marshal(list)
	return string(text)
}

// Whatever of the stored files is damaged, and however: one reload, and the page works as built, and so does the copy on the device.
func TestDamagedFilesHeal(t *testing.T) {
	b := browser.Common(t)
	for _, kind := range []string{"garbage", "cut", "flip"} {
		t.Run(kind, func(t *testing.T) {
			s := start(t, server.Options{})
			p := open(t, b, s.url, true)
			p.wait("events.includes('ready')")
			chunk := "fetch(manifest.data.mnist.train[1].file).then((r) => r.text())"
			p.is(chunk, "second chunk")
			var spoiled int
			if err := p.Eval("("+damage+")("+quoted(kind)+")", &spoiled); err != nil || spoiled < len(s.built.Precache)+2 {
				t.Fatalf("%d files spoiled, %v", spoiled, err)
			}
			p.reload()
			p.is("version", "1")
			p.is("ask()", "true 1 1")
			p.is(chunk, "second chunk")
			p.is("Promise.all("+keys(s.digests())+".map((path) => fetch(path).then((r) => r.ok))).then((all) => all.every(Boolean))", "true")
			p.is("("+wrong+")("+s.digests()+")", "")
			p.clean()
		})
	}
}

// A damaged file that the next build shares with this one does not get into it.
func TestDamageStaysOutOfTheNextBuild(t *testing.T) {
	b := browser.Common(t)
	for _, kind := range []string{"garbage", "cut", "flip"} {
		t.Run(kind, func(t *testing.T) {
			s := start(t, server.Options{})
			p := open(t, b, s.url, true)
			p.wait("events.includes('ready')")
			s.publish("2", server.Options{})
			p.do("(" + damage + ")(" + quoted(kind) + ")")
			p.do("navigator.serviceWorker.getRegistration().then((r) => r.update())")
			p.wait("events.includes('update')")
			p.do("globalThis.old = true; update.apply(); 0")
			p.wait("!globalThis.old && globalThis.version === '2' && events.includes('ready')")
			p.is("ask()", "true 1 2")
			p.is("("+wrong+")("+s.digests()+", true)", "")
			p.clean()
		})
	}
}

// A tab of the build before gets no damaged file of it, either.
func TestDamageOfTheBuildBefore(t *testing.T) {
	b := browser.Common(t)
	s := start(t, server.Options{})
	first, second := open(t, b, s.url, false), open(t, b, s.url, false)
	first.wait("events.includes('ready')")
	second.wait("events.includes('ready')")
	s.publish("2", server.Options{})
	first.reload()
	first.wait("events.includes('update')")
	first.do("globalThis.old = true; update.apply(); 0")
	first.wait("!globalThis.old && globalThis.version === '2'")
	second.is("ask()", "true 1 1")
	second.do("(" + damage + ")('flip')")
	second.is("ask()", "true 1 1") // the host has it no more, but the browser's own cache
	second.is("fetch(manifest.files['trainer.wasm']).then((r) => r.arrayBuffer()).then((b) => new Uint8Array(b).at(-1))", "49")
	first.is("ask()", "true 1 2")
}

// The test of what the device has finds what is wrong.
func TestWrongFilesAreFound(t *testing.T) {
	s := start(t, server.Options{})
	p := open(t, browser.Common(t), s.url, true)
	p.wait("events.includes('ready')")
	p.is("("+wrong+")("+s.digests()+")", "")
	p.do("(" + damage + ")('flip')")
	var list string
	if err := p.Eval("("+wrong+")("+s.digests()+")", &list); err != nil || strings.Count(list, ", ")+1 != len(s.built.Precache) {
		t.Errorf("%q, %v; all %d files expected", list, err, len(s.built.Precache))
	}
}

func quoted(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}

func keys(object string) string { return "Object.keys(" + object + ")" }
