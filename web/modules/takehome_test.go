package modules

import (
	"encoding/json"
	"testing"
)

// Figures and codes become tables and lines: the usual figures first, what a line has not is empty, and what has a comma is quoted.
func TestTables(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { codesTable, lines, metricsTable } = await import("/page/takehome/tables.js");
		const history = [{ epoch: 1, step: 10, test_loss: 0.5 }, { step: 20, epoch: 2, train_loss: 0.25, test_loss: 0.125, phase: 'layer 1, "first"' }];
		const codes = { n: 2, dim: 2, z: Float32Array.of(0.1, -2, 1e-9, 3), errors: Float32Array.of(0.5, 0.1), labels: Uint8Array.of(7, 9) };
		return [metricsTable(history), lines(history), codesTable(codes), codesTable({ ...codes, labels: new Uint8Array(0) })];`)
	for i, want := range []string{
		"step,epoch,train_loss,test_loss,phase\r\n10,1,,0.5,\r\n20,2,0.25,0.125,\"layer 1, \"\"first\"\"\"\r\n",
		"{\"epoch\":1,\"step\":10,\"test_loss\":0.5}\n{\"step\":20,\"epoch\":2,\"train_loss\":0.25,\"test_loss\":0.125,\"phase\":\"layer 1, \\\"first\\\"\"}\n",
		"image,label,mse,z0,z1\r\n0,7,0.5,0.100000001,-2\r\n1,9,0.100000001,9.99999972e-10,3\r\n",
		"image,mse,z0,z1\r\n0,0.5,0.100000001,-2\r\n1,0.100000001,9.99999972e-10,3\r\n",
	} {
		if got[i] != want {
			t.Errorf("%q found, %q expected", got[i], want)
		}
	}
}

// All codes are asked for piece by piece, as many as there are; what is refused for another reason is told.
func TestAllCodes(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		const { allCodes } = await import("/page/takehome/codes.js");
		const there = 300;
		const asked = [];
		const request = async (op, fields, [places]) => {
			const list = [...new Int32Array(places)];
			asked.push(op + " " + list[0] + ".." + list.at(-1));
			if (list.at(-1) >= there) throw Object.assign(new Error("no"), { code: "place_out_of_range", values: { most: there - 1 } });
			const rows = (of) => Float32Array.from(list.flatMap(of)).buffer;
			return { n: list.length, dim: 1, buffers: [rows((i) => [i]), rows((i) => [i]), rows((i) => [i, -i]), rows((i) => [i / 2]), Uint8Array.from(list, (i) => i % 10).buffer] };
		};
		const told = [];
		const codes = await allCodes(request, 1000, ({ done, total }) => told.push(done + "/" + total));
		const refused = await allCodes(async () => { throw Object.assign(new Error("no run"), { code: "no_run" }); }, 5).catch((e) => e.code);
		return { asked, told, n: codes.n, dim: codes.dim, z: [...codes.z.slice(-2)], error: codes.errors[299], labels: codes.labels.length, refused };`)
	want := `{"asked":["heldOut 0..255","heldOut 256..511","heldOut 256..299"],"told":["256/1000","300/300"],"n":300,"dim":2,"z":[299,-299],"error":149.5,"labels":300,"refused":"no_run"}`
	if string(got) != want {
		t.Errorf("%s\n%s expected", got, want)
	}
}

// A link travels in a PNG, a GIF and an SVG, and comes out as it went in; of other files nothing does.
func TestLinksInPictures(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		const { carried, linkIn, withLink } = await import("/page/takehome/carried.js");
		const link = "#v=1&lesson=plane&data=mnist\u00e9";
		const canvas = Object.assign(document.createElement("canvas"), { width: 3, height: 2 });
		const plain = new Uint8Array(await (await new Promise((go) => canvas.toBlob(go))).arrayBuffer());
		const png = withLink(plain, link);
		const image = await createImageBitmap(new Blob([png], { type: "image/png" }));
		const text = (s) => [...new TextEncoder().encode(s)];
		const blocks = (s) => { const out = []; for (let b = text(s); b.length; b = b.slice(255)) out.push(Math.min(255, b.length), ...b.slice(0, 255)); return [...out, 0]; };
		const long = "#v=1&" + "x".repeat(600);
		const gif = Uint8Array.from([...text("GIF89a"), 1, 0, 1, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0x21, 0xff, ...blocks("NETSCAPE2.0"), 0x21, 0xfe, ...blocks(long), 0x2c]);
		const svg = (s) => new TextEncoder().encode('<svg><metadata><bottleneck xmlns="urn:x">' + s + "</bottleneck></metadata></svg>");
		return [image.width, linkIn(png) === link, linkIn(plain), linkIn(gif) === long, linkIn(svg("#v=1&amp;a=&lt;b&gt;")), linkIn(svg("javascript:1")), linkIn(new Uint8Array(0)), linkIn(png.slice(0, 50)),
			await carried(new File([png], "a.png")) === link, await carried(new File([png], "a.txt"))];`)
	if want := `[3,true,"",true,"#v=1&a=<b>","","","",true,""]`; string(got) != want {
		t.Errorf("%s found, %s expected", got, want)
	}
}

// Of many pictures some are taken, evenly, with both ends.
func TestSomeOfAFilm(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		const { some } = await import("/page/takehome/film.js");
		return [some([1, 2, 3], 5), some(Array.from({ length: 101 }, (_, i) => i), 5)];`)
	if want := `[[1,2,3],[0,25,50,75,100]]`; string(got) != want {
		t.Errorf("%s found, %s expected", got, want)
	}
}

// A way is filmed there and back, so that the film begins where it ended. Each picture has what its place decodes to, in whole pixels, a mark that moves along, and the
// colors of the theme that is asked for; a row of a table is a strip.
func TestAWayIsFilmed(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		const { thereAndBack, WayPicture } = await import("/page/takehome/way.js");
		const seen = (theme, [w, h]) => {
			const way = { a: "test image 3", b: "code (1, 2)", n: 5, draw: (canvas, i) => {
				Object.assign(canvas, { width: w, height: h });
				const ctx = canvas.getContext("2d");
				ctx.fillStyle = "rgb(" + 50 * i + " 0 0)";
				ctx.fillRect(0, 0, w, h);
			} };
			document.documentElement.style.cssText = "--text: light-dark(#111111, #eeeeee); --surface: light-dark(#ffffff, #222222); --accent: #00ff00; --line: #0000ff; --muted: #888888";
			const picture = new WayPicture(way, ["A title", "Step 3"], theme);
			return [0, 2, 4].map((i) => {
				const canvas = picture.at(i);
				const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
				const at = (x, y) => [...data.slice(4 * (y * width + x), 4 * (y * width + x) + 3)].join(" ");
				let [first, last, mark, marks] = [-1, -1, 0, 0];
				for (let k = 0; k < data.length; k += 4) {
					if (data[k] === 50 * i && !data[k + 1] && !data[k + 2] && i) { last = Math.floor(k / 4 / width); if (first < 0) first = last; }
					if (!data[k] && data[k + 1] === 255 && !data[k + 2]) { mark += k / 4 % width; marks++; }
				}
				return [width, height, at(0, 0), at(180, 20), i ? last - first + 1 : 0, Math.round(mark / marks)].join(",");
			});
		};
		const said = [thereAndBack(5), thereAndBack(6), seen("light", [28, 28]), seen("dark", [18, 1])];
		document.documentElement.style.cssText = "";
		return said;`)
	const want = `[[0,2,4,2],[0,2,4,5,4,2],["360,368,255 255 255,0 0 0,0,33","360,368,255 255 255,100 0 0,252,179","360,368,255 255 255,200 0 0,252,325"],` +
		`["360,176,34 34 34,0 0 0,0,33","360,176,34 34 34,100 0 0,60,179","360,176,34 34 34,200 0 0,60,325"]]`
	if string(got) != want {
		t.Errorf("%s found, %s expected", got, want)
	}
}
