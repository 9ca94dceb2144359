package modules

import (
	"fmt"
	"strings"
	"testing"
)

// shelves has what lies below the storage of runs, as far as a test lets it work: refuse(changes) may throw. kept(book) is what the book says of its runs,
// the oldest first; run(book, id, more) stores one, of so many bytes.
const shelves = `
	const { Book } = await import("/page/runs/book.js");
	const { Storage } = await import("/page/runs/storage.js");
	localStorage.clear();
	const stores = { runs: new Map(), checkpoints: new Map() };
	let refuse = () => {};
	const shelf = {
		get: async (store, key) => stores[store].get(key),
		all: async (store) => [...stores[store].values()],
		keys: async (store) => [...stores[store].keys()],
		apply: async (changes) => {
			refuse(changes);
			for (const [store, key, value] of changes) value === undefined ? stores[store].delete(key) : stores[store].set(key, value);
		},
	};
	const engine = { request: async (op, fields, buffers) => ({ records: buffers.map(() => ({ diff: [] })), buffers: buffers.map(() => new ArrayBuffer(0)) }) };
	const book = new Book(engine);
	book.storage = new Storage(shelf, "device");
	const run = async (id, bytes, more = {}) => {
		const entry = { ...(book.find(id) ?? book.fresh(id, null)), at: book.now(), record: new ArrayBuffer(100), link: id, ...more };
		await book.note(await book.storage.save(entry, new Uint8Array(bytes).fill(id.charCodeAt(0)).buffer), { record: {}, picture: new ArrayBuffer(0) });
	};
	const kept = () => book.list.map((r) => r.id + (r.restorable ? "" : "-") + (r.pinned ? "*" : "")).reverse().join(" ");
	const orphans = () => book.storage.sweep();`

// Within the budget the runs that were trained last keep their weights: the others let go of them in the order in which they were stored last. The pinned ones and the
// open one keep theirs, and no run goes from the list but by its number.
func TestTheOldestRunsGiveWay(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, shelves+`
		const said = [];
		book.room.stored.bytes = 1e6;
		for (const id of ["a", "b", "c", "d", "e", "f"]) await run(id, 1000);
		await book.change("a", { pinned: true });
		await run("c", 1000); // which was trained on
		said.push(book.bytes, await book.thin("b"), kept());
		book.room.stored.bytes = 4700; // of 6,600
		said.push(await book.thin("b"), kept(), book.bytes);
		book.room.stored.bytes = 100;
		said.push(await book.thin("b"), kept(), book.bytes, stores.checkpoints.size, await orphans());
		for (let i = 0; i < 103; i++) await run("r" + i, 10);
		book.room.stored.bytes = 1e6;
		said.push(await book.thin("b"), book.count, kept().split(" ").slice(0, 4).join(" "));
		const again = new Book(engine);
		said.push(again.room.stored.bytes, again.room.recorded.bytes / 2 ** 20);
		localStorage.setItem("bottleneck.runs.budget", "0");
		said.push(new Book(engine).budget);
		localStorage.clear();
		return [...said.map(String), String(new Book(engine).budget / 2 ** 20)];`)
	want := []string{"6600", "false", "a* b c d e f", "true", "a* b c d- e- f", "4600", "true", "a* b c- d- e- f-", "2600", "2", "0",
		"true", "100", "a* b r5 r6", "268435456", "64", "0", "256"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q\n%q expected", got, want)
	}
}

// Where the browser refuses a write, at whatever place of it, the run is there as it was, and nothing else is.
func TestARefusedWriteLosesNothing(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, shelves+`
		await run("a", 1000);
		const before = JSON.stringify([...stores.runs.values()]);
		const said = [];
		for (const at of ["checkpoints", "runs"]) {
			let refused = 0;
			refuse = (changes) => {
				if (!changes.some(([store, , value]) => store === at && value !== undefined)) return;
				refused++;
				throw new DOMException("no room", "QuotaExceededError");
			};
			const error = await run("a", 2000).then(() => "stored", (e) => e.name);
			refuse = () => {};
			const there = await book.storage.checkpoint(book.find("a"));
			said.push(error, refused, JSON.stringify([...stores.runs.values()]) === before, there?.byteLength, stores.checkpoints.size);
		}
		// What cannot even be taken back is found by the next page.
		refuse = (changes) => { if (stores.checkpoints.size > 1) throw new DOMException("no room", "QuotaExceededError"); };
		said.push(await run("a", 3000).then(() => "stored", (e) => e.name), stores.checkpoints.size);
		refuse = () => {};
		said.push(await orphans(), (await book.storage.checkpoint(book.find("a"))).byteLength);
		// Another's bytes in its place are not taken for its own.
		stores.checkpoints.set(book.find("a").checkpoint, new ArrayBuffer(1000));
		said.push(await book.storage.checkpoint(book.find("a")));
		return said.map(String);`)
	want := []string{"QuotaExceededError", "1", "true", "1000", "1", "QuotaExceededError", "1", "true", "1000", "1", "QuotaExceededError", "2", "1", "1000", "null"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q\n%q expected", got, want)
	}
}

// Whatever stands where a record should be, a gigabyte of it or nothing, the trainer is not sent more than a record can have, and the rest of the list lives.
func TestWhatIsNoRecordIsLeftOut(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, shelves+`
		await run("a", 10);
		for (const [i, record] of [new ArrayBuffer(2 ** 30), "none", undefined, new Uint8Array(4), 7].entries()) {
			stores.runs.set("odd" + i, { id: "odd" + i, name: "", created: i, at: NaN, record, link: "", checkpoint: "", size: 0 });
		}
		stores.runs.set("old", { ...book.find("a"), id: "old", name: "old", created: 0, at: 0 });
		const sent = [];
		engine.request = async (op, fields, buffers) => {
			sent.push(...buffers.map((b) => b.byteLength));
			return { records: buffers.map((b) => (b.byteLength === 100 ? {} : { error: "none", code: "record_foreign" })), buffers };
		};
		const unread = await book.read();
		const said = [sent.join(), unread.length, kept(), book.count, (await book.read()).length, Number.isFinite(book.now())];
		await book.thin("");
		await book.remove(book.ids);
		return [...said, stores.runs.size].map(String);`)
	want := []string{"0,100,0,0,0,0,100", "5", "old a", "7", "0", "true", "0"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q\n%q expected", got, want)
	}
}

// The clock of the machine is set back: the newest run is the newest still, and the oldest gives way.
func TestTheClockIsSetBack(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, shelves+`
		let now = 5e12;
		Date.now = () => now;
		await run("a", 1000);
		await run("b", 1000); // in the same millisecond
		now = 1e12;
		await run("c", 1000);
		await run("a", 1000);
		const said = [book.list.map((r) => r.id).join("")];
		book.room.stored.bytes = 2400;
		await book.thin("");
		return [...said, kept()];`)
	if want := []string{"cba", "a b- c"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, %q expected", got, want)
	}
}

// A keeper with a trainer that only tells: checkpoint(run, step) is what it sends.
const keeping = `
	const { Keeper } = await import("/page/runs/keep.js");
	localStorage.clear();
	sessionStorage.clear();
	await new Promise((done) => { const r = indexedDB.deleteDatabase("bottleneck"); r.onsuccess = r.onerror = done; });
	const heard = {};
	const asked = [];
	const engine = {
		phase: "paused",
		on: (name, fn) => { heard[name] = fn; },
		request: async (op, fields, buffers = []) => {
			asked.push(op + (fields.n ?? "") + (fields.link ?? ""));
			return { run: 9, records: buffers.map(() => ({ diff: [], step: 1 })), buffers: buffers.map(() => new ArrayBuffer(0)) };
		},
	};
	const state = (run, state = "paused") => heard.state({ run, state, link: "#run=" + run, until: 100 });
	const checkpoint = (run, step) => heard.checkpoint({ run, record: { step, link: "#run=" + run, fingerprint: run + "-" + step },
		buffers: [new ArrayBuffer(1000), new ArrayBuffer(100), new ArrayBuffer(0)] });
	const keeper = new Keeper(engine);
	await keeper.load();
	const list = () => keeper.book.list.map((r) => r.id === keeper.current ? r.record.step + "!" : r.record.step).join(" ");`

// Who chooses to store nothing has nothing stored; with another choice the run that is open is stored at once.
func TestNothingIsStoredWhereNobodyWantsIt(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, keeping+`
		const said = [];
		state(1); checkpoint(1, 10); await keeper.keep();
		state(2); checkpoint(2, 20); await keeper.keep();
		said.push(list());
		await keeper.setStored(0);
		said.push(list(), keeper.book.count);
		checkpoint(2, 30); await keeper.keep();
		dispatchEvent(new Event("pagehide"));
		said.push(list(), keeper.book.count, String(keeper.last("")), (await keeper.book.storage.list()).length); // behind all writes
		await keeper.setStored(64 * 2 ** 20);
		said.push(list());
		await keeper.setRecorded(0);
		await new Keeper({ ...engine, on: () => {} }).load();
		return [...said, asked.filter((op) => op.startsWith("tapes")).join(" ")].map(String);`)
	want := []string{"20! 10", "", "0", "", "0", "undefined", "0", "30!", "tapes0 tapes0"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q\n%q expected", got, want)
	}
}

// What is changed in a run is kept at once, without its weights: the page that comes next goes on with it. Also when this one is left in that moment.
func TestAChangeIsKeptAtOnce(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, keeping+`
		const said = [];
		const change = (link, state = "paused") => heard.state({ run: 1, state, link, until: 100 });
		state(1); checkpoint(1, 10); await keeper.keep();
		const { checkpoint: weights } = keeper.book.find(keeper.current);
		change("#run=1&changed", "running");
		await keeper.keep();
		const stored = async () => (await keeper.book.storage.list()).map((e) => [e.link, e.until, e.checkpoint === weights].join(" ")).join();
		said.push(await stored(), !!keeper.last("#run=1&changed"), !!keeper.last("#run=1"));
		change("#run=1&again", "running");
		dispatchEvent(new Event("pagehide"));
		said.push(await stored());
		await keeper.restore(keeper.current);
		said.push(asked.at(-1));
		checkpoint(1, 20); // of before the change, as the trainer sends it
		await keeper.keep();
		said.push((await stored()).split(" ")[0]);
		return said.map(String);`)
	want := []string{"#run=1&changed 100 true", "true", "false", "#run=1&again 100 true", "restore#run=1&again", "#run=1&again"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q\n%q expected", got, want)
	}
}

// Of a tab that is loaded again the page before may take long to let go of the lock, on a machine that is busy: who has written goes on to wait. Another
// tab does not wait for one that stays.
func TestAReloadedTabWaitsForItsOwnLock(t *testing.T) {
	p := modules(t)
	got := eval[[]bool](t, p, `
		const { WriterLock } = await import("/page/runs/lock.js");
		const after = (ms) => ({ request: (name, options, hold) => new Promise(() => { if (ms >= 0) setTimeout(hold, ms); }) });
		const take = (ms, mine, reloaded) => {
			sessionStorage.setItem("bottleneck.writer", mine);
			return new WriterLock(() => {}, after(ms)).take({ waitMs: 30, reloaded });
		};
		return [await take(0, "", false), await take(100, "1", true), await take(-1, "1", true), await take(100, "", true), await take(100, "1", false)];`)
	if want := []bool{true, true, false, false, false}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, %v expected", got, want)
	}
}

// A page that is left gives the lock to the next at once, however long the browser keeps it, and asks again when it comes back as it was.
func TestAPageThatIsLeftWritesNoMore(t *testing.T) {
	got := eval[[]bool](t, modules(t), `
		const { WriterLock } = await import("/page/runs/lock.js");
		let queue = Promise.resolve();
		const locks = { request: (name, options, hold) => (queue = queue.then(hold)) };
		const [first, second] = [new WriterLock(() => {}, locks), new WriterLock(() => {}, locks)];
		const becomes = async (lock) => {
			while (!lock.held) await new Promise((later) => { setTimeout(later); });
			return true;
		};
		const said = [await first.take({ waitMs: 30, reloaded: false }), await second.take({ waitMs: 30, reloaded: false })];
		dispatchEvent(new Event("pagehide"));
		said.push(await becomes(second));
		dispatchEvent(new Event("pagehide"));
		dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
		said.push(second.held);
		dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
		said.push(second.held, await becomes(first));
		return said;`)
	if want := []bool{true, false, true, true, false, true}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, %v expected", got, want)
	}
}

// Writes are committed as soon as all is asked for: the browser ends them without this page. Reads are not.
func TestWritesNeedNoPage(t *testing.T) {
	got := eval[[]int](t, modules(t), `
		const { Storage } = await import("/page/runs/storage.js");
		await new Promise((done) => { const r = indexedDB.deleteDatabase("bottleneck"); r.onsuccess = r.onerror = done; });
		let [writes, reads, committed] = [0, 0, 0];
		const factory = { open: (...args) => {
			const request = indexedDB.open(...args);
			request.addEventListener("success", () => {
				const begin = request.result.transaction.bind(request.result);
				request.result.transaction = (stores, mode) => {
					const t = begin(stores, mode), commit = t.commit.bind(t);
					if (mode === "readwrite") writes++;
					else reads++;
					t.commit = () => { committed++; commit(); };
					return t;
				};
			}, { once: true });
			return request;
		} };
		const storage = await Storage.open(() => {}, factory);
		await storage.save({ id: "a", at: 1, record: new ArrayBuffer(8) }, new ArrayBuffer(100));
		return [(await storage.list()).length, writes - committed, Math.min(writes, 1), Math.min(reads, 1)];`)
	if want := []int{1, 0, 1, 1}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, %v expected", got, want)
	}
}

// What was dropped is read again on a later visit, by its handles: a file and a folder, with their paths. Only as many names are kept as there may be.
func TestFilesAreReadAgain(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { filesOf, forgetHandles, handlesFor, handlesOf, keepHandles } = await import("/page/data/handles.js");
		await forgetHandles();
		const root = await navigator.storage.getDirectory();
		const write = async (folder, name, text) => {
			const file = await folder.getFileHandle(name, { create: true });
			const out = await file.createWritable();
			await out.write(text);
			await out.close();
			return file;
		};
		const table = await write(root, "wine.csv", "a,b");
		const folder = await root.getDirectoryHandle("faces", { create: true });
		await write(await folder.getDirectoryHandle("s1", { create: true }), "1.pgm", "P5");
		const item = (handle) => ({ kind: "file", getAsFileSystemHandle: async () => handle });
		const said = [];
		const drop = await handlesOf({ items: [item(table), item(folder), { kind: "string" }] });
		said.push(drop.length, (await handlesOf({ items: [item(table), item(null)] })).length, (await handlesOf({ items: [{ kind: "file" }] })).length, (await handlesOf(undefined)).length);
		await keepHandles("both", drop);
		await keepHandles("wine.csv", [table]);
		await keepHandles("none", []);
		said.push((await handlesFor("none")).length, (await handlesFor("nobody's")).length);
		for (const { file, path } of await filesOf(await handlesFor("both"))) said.push(path + "=" + await file.text());
		for (let i = 0; i < 19; i++) await keepHandles("n" + i, [table]);
		said.push((await handlesFor("both")).length, (await handlesFor("wine.csv")).length);
		const refusing = { kind: "file", name: "x.csv", queryPermission: async () => "prompt", requestPermission: async () => "denied" };
		said.push(await filesOf([refusing]).catch((e) => e.code));
		await root.removeEntry("wine.csv");
		said.push(await filesOf(await handlesFor("wine.csv")).catch((e) => e.name));
		await forgetHandles();
		said.push((await handlesFor("n3")).length);
		return said.map(String);`)
	want := []string{"2", "0", "0", "0", "0", "0", "wine.csv=a,b", "faces/s1/1.pgm=P5", "0", "1", "files_not_allowed", "NotFoundError", "0"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q\n%q expected", got, want)
	}
}

// A database that is open and leaves a read without an answer is asked by another connection; if that is silent as well, whoever asked is told, and nobody waits for ever.
func TestASilentStorage(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Storage } = await import("/page/runs/storage.js");
		await new Promise((done) => { const r = indexedDB.deleteDatabase("bottleneck"); r.onsuccess = r.onerror = done; });
		let silent = 0; // reads that get no answer
		let over = () => {}; // ends the patience with what was asked last
		const patience = () => new Promise((end) => { over = end; });
		const hush = (nothing) => { setTimeout(() => over()); return nothing; };
		const factory = { open: (...args) => {
			const request = indexedDB.open(...args);
			request.addEventListener("success", () => {
				const { result: db } = request;
				const begin = db.transaction.bind(db);
				db.transaction = (stores, mode) => (mode === "readonly" && silent-- > 0 ? hush({ objectStore: () => ({ get() {}, getAll() {}, getAllKeys() {} }) }) : begin(stores, mode));
			}, { once: true });
			return request;
		} };
		const storage = await Storage.open(() => {}, factory, patience);
		const said = [storage.where];
		await storage.save({ id: "a", at: 1, record: new ArrayBuffer(8) }, new ArrayBuffer(100));
		silent = 1;
		said.push((await storage.list()).map((e) => e.id).join());
		silent = 2;
		said.push(await storage.list().then(() => "answered", (error) => error.code));
		silent = 0;
		said.push((await storage.list()).map((e) => e.id).join());
		const never = await Storage.open(() => {}, { open: () => hush({}) }, patience);
		return [...said, never.where];`)
	if want := []string{"device", "a", "storage_silent", "a", "memory"}; strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%q, %q expected", got, want)
	}
}
