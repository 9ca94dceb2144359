package e2e

import (
	"strings"
	"testing"
)

// canvasLabels are the texts on the canvas.
const canvasLabels = `[...document.getElementById("view").contentDocument.querySelectorAll("#labels *")].map((e) => e.textContent)`

// The curves of the last runs lie behind that of this one, with their names, by what the person chooses; those of another loss are counted.
func TestCurvesOfTheLastRuns(t *testing.T) {
	p := visit(t, few1)
	eval[any](t, p, `document.querySelector('[data-panel=loss]').click()`)
	if eval[bool](t, p, "!document.querySelector('#view-controls select[aria-label^=Curves]').hidden") {
		t.Error("curves of other runs are offered, and there are none")
	}
	for _, more := range []string{"&latent_dim=4", "&loss=bce", "&latent_dim=6"} {
		train(t, p, "{steps: 60}")
		eval[any](t, p, "bottleneck.open("+quoted(few1+more)+")")
	}
	train(t, p, "{steps: 20}")
	await(t, p, "bottleneck.runs.list().length === 4")
	list := runs(t, p)
	names := []string{list[2].Name, list[3].Name}
	await(t, p, canvasLabels+".includes("+quoted(names[0])+") && "+canvasLabels+".includes("+quoted(names[1])+")")
	await(t, p, canvasLabels+".includes('1 run of another loss left out')")
	choose := func(by string) {
		t.Helper()
		eval[any](t, p, `(() => { const s = document.querySelector("#view-controls select[aria-label^=Curves]"); s.value = `+quoted(by)+`; s.dispatchEvent(new Event("change")); })()`)
	}
	choose("epoch")
	await(t, p, canvasLabels+".includes('epoch')")
	eval[any](t, p, "document.getElementById('twin').open = true")
	await(t, p, "document.getElementById('twin-body').textContent.includes('Behind it, by epoch')")
	said := eval[string](t, p, "document.getElementById('twin-body').textContent")
	for _, want := range append(names, "Of another loss, and left out: 1 run.") {
		if !strings.Contains(said, want) {
			t.Errorf("the summary does not say %q: %s", want, said)
		}
	}
	choose("none")
	await(t, p, "!"+canvasLabels+".includes("+quoted(names[0])+")")
}
