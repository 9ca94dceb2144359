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
