package modules

import (
	"slices"
	"testing"
)

// The card of what is wrong with a run keeps the button that has the focus while only percents change, and speaks of what is new alone.
func TestDiagnosesStayInPlace(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Events } = await import("/kit/events.js");
		const { bindDiagnoses } = await import("/page/run/diagnoses.js");
		const card = document.createElement("div");
		document.body.append(card);
		const store = new Events(["diagnoses"]);
		const said = [];
		bindDiagnoses(card, store, { take: (link) => said.push("take " + link), spoken: (text) => said.push("spoken " + text) });
		const tell = (...list) => { store.diagnoses = list; store.emit("diagnoses"); };
		const of = (field, text, link) => ({ field, text, repairs: [{ field: link, text: "instead" }] });
		const buttons = () => [...card.querySelectorAll("button")];
		tell(of("dead", "30% are dead", "#a"));
		buttons()[0].focus();
		tell(of("batch", "too large", "#b"), of("dead", "31% are dead", "#a"));
		said.push(String(document.activeElement === buttons()[1]), card.textContent);
		buttons()[1].click();
		tell(of("batch", "too large", "#b"), of("dead", "31% are dead", "#c"));
		buttons()[1].click();
		tell(of("dead", "32% are dead", "#c"));
		said.push(String(buttons().length));
		tell();
		said.push(String(card.hidden));
		card.remove();
		return said;`)
	want := []string{
		"spoken 30% are dead", "spoken Too large", "true", "2 findings on this runtoo largeInstead31% are deadInstead",
		"take #a", "take #c", "1", "true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, %q expected", got, want)
	}
}
