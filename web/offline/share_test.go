package offline

import (
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// What another program shares reaches the page once, by the service worker, with its name and type; a share that brings nothing says so.
func TestShare(t *testing.T) {
	s := start(t, server.Options{Prefix: "/some/where"})
	p := open(t, browser.Common(t), s.url, true)
	p.wait("events.includes('ready') && !!navigator.serviceWorker.controller")
	const share = `(async (files) => {
		const form = new FormData();
		for (const [name, type, text] of files) form.append('files', new File([text], name, { type }));
		form.append('title', 'no file');
		return (await fetch('share', { method: 'POST', body: form })).url;
	})`
	before := s.count("share")
	p.is(share+`([['Straße 7.png', 'image/png', 'first'], ['b.webp', 'image/webp', 'second']])`, s.url+"?shared=files")
	if n := s.count("share") - before; n != 0 {
		t.Errorf("%d requests reached the host", n)
	}
	p.is("handed.length", "0")
	p.do("location.href = './?shared=files#v=1'; 0")
	p.wait("globalThis.handed?.length === 2")
	p.is("handed.toSorted().join('; ')", "Straße 7.png image/png first; b.webp image/webp second")
	p.is("location.search + location.hash", "#v=1")
	p.reload()
	p.wait("events.includes('ready')")
	p.is("handed.length", "0")

	// Of a later share only its own files are there; one without files, or an address without a share, says what is missing.
	p.is(share+`([['a.png', 'image/png', 'old']])`, s.url+"?shared=files")
	p.is(share+`([['c.png', 'image/png', 'new']])`, s.url+"?shared=files")
	p.do("location.href = './?shared=files'; 0")
	p.wait("globalThis.handed?.length === 1")
	p.is("handed[0]", "c.png image/png new")
	p.is(share+`([])`, s.url+"?shared=refused")
	p.do("handed.length = 0; location.href = './?shared=refused'; 0") // what the next page was handed is waited for, not what this one was
	p.wait("globalThis.handed?.length === 1")
	p.is("handed[0]", "What was shared did not arrive: the browser kept nothing of it.")
}

// Files that the installed page is opened with come by the launch queue; one that cannot be read is said.
func TestOpenedWithFiles(t *testing.T) {
	s := start(t, server.Options{})
	p := open(t, browser.Common(t), s.url, true)
	p.wait("events.includes('ready')")
	p.is(`(async () => {
		let open;
		Object.defineProperty(globalThis, 'launchQueue', { configurable: true, value: { setConsumer: (fn) => { open = fn; } } });
		const got = [];
		await bindHanded((given) => got.push(given.map(({ file, path }) => file.name + ' ' + path).join(',')), (text) => got.push(text));
		await open({ files: [{ getFile: async () => new File(['x'], 'a.avif') }] });
		await open({});
		await open({ files: [{ getFile: async () => { throw new Error('it is gone'); } }] });
		return got.join('; ');
	})()`, "a.avif a.avif; What was opened with this page could not be read: it is gone")
}
