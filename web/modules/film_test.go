package modules

import (
	"encoding/json"
	"testing"
)

// matroska reads a WebM: what it is said to hold, and the color in the middle of each picture that this browser decodes of it.
const matroska = `
	const elements = { 0x86: "codec", 0xb0: "width", 0xba: "height", 0xa3: "block", 0xa1: "block" };
	const lists = [0x18538067, 0x1654ae6b, 0xae, 0xe0, 0x1f43b675, 0xa0]; // segment, tracks, track, video, cluster, group of blocks
	const read = (bytes) => {
		const number = (at, whole) => { // of one byte more for each zero before the first one; all ones: unknown
			const more = Math.clz32(bytes[at]) - 24;
			let [value, ones] = [whole ? bytes[at] : bytes[at] & (0x7f >> more), (bytes[at] | (0xff << (7 - more) & 0xff)) === 0xff];
			for (let i = 1; i <= more; i++) { value = value * 256 + bytes[at + i]; ones &&= bytes[at + i] === 0xff; }
			return [ones && !whole ? Infinity : value, at + more + 1];
		};
		const found = { blocks: [] };
		const walk = (at, end) => {
			while (at < end) {
				const [id, a] = number(at, true);
				const [size, from] = number(a, false);
				const to = Math.min(end, from + size), name = elements[id], part = bytes.slice(from, to);
				if (name === "block") found.blocks.push(part.slice(4)); // behind its track, time and flags
				else if (name === "codec") found.codec = new TextDecoder().decode(part);
				else if (name) found[name] = part.reduce((sum, b) => sum * 256 + b, 0);
				if (lists.includes(id)) walk(from, to);
				at = to;
			}
		};
		walk(0, bytes.length);
		return found;
	};
	const colors = async ({ codec, blocks }) => {
		const seen = [];
		const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
		const ctx = canvas.getContext("2d", { willReadFrequently: true });
		const decoder = new VideoDecoder({
			output: (frame) => { ctx.drawImage(frame, -frame.displayWidth / 2, -frame.displayHeight / 2); seen.push([...ctx.getImageData(0, 0, 1, 1).data].slice(0, 3)); frame.close(); },
			error: (error) => { seen.push(error.message); },
		});
		decoder.configure({ codec: { V_VP8: "vp8", V_VP9: "vp09.00.10.08" }[codec] });
		blocks.forEach((data, i) => decoder.decode(new EncodedVideoChunk({ type: i ? "delta" : "key", timestamp: i, data })));
		await decoder.flush();
		return seen;
	};
`

// A film that the browser records has each of its pictures, in their order and in the size that they were drawn in. On a machine that is slow a picture may stand
// too shortly to be recorded: then each stands longer.
func TestAFilmIsRecorded(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), matroska+`
		const { webm } = await import("/page/takehome/film.js");
		const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 64 });
		const ctx = canvas.getContext("2d");
		const inks = [[208, 0, 0], [0, 208, 0], [0, 0, 208], [208, 208, 208]];
		let drawn = [];
		const draw = async (i) => {
			drawn.push(i);
			ctx.fillStyle = "rgb(" + inks[i] + ")";
			ctx.fillRect(0, 0, 96, 64);
			return canvas;
		};
		// Which ink each picture has, -1 where none is near; a picture that stood for long may come twice.
		const inkOf = (color) => inks.findIndex((ink) => ink.every((v, k) => Math.abs(v - color[k]) < 40));
		let said = [];
		for (let delay = 100; delay < 5000; delay *= 2) {
			drawn = [];
			const film = read(await webm(inks.length, draw, { delay, last: delay }));
			const seen = (await colors(film)).map(inkOf).filter((ink, i, all) => ink !== all[i - 1]);
			said = [film.width, film.height, drawn.join(), seen.join()];
			if (seen.length >= inks.length || seen.some((ink, i) => ink < 0 || ink <= seen[i - 1])) break;
		}
		const { MediaRecorder } = window;
		delete window.MediaRecorder;
		said.push(await webm(1, draw, { delay: 1, last: 1 }).then(() => "made", ({ code }) => code));
		window.MediaRecorder = MediaRecorder;
		return said;`)
	if want := `[96,64,"0,1,2,3","0,1,2,3","film_no_webm"]`; string(got) != want {
		t.Errorf("%s found, %s expected", got, want)
	}
}
