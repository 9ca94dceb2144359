package modules

import (
	"slices"
	"strings"
	"testing"
)

// A run that diverges is tried with lower rates until one survives; what else fails is told, and so is a rate that cannot be lower.
func TestAnotherTry(t *testing.T) {
	p := modules(t)
	const made = `const { AnotherTry } = await import("/page/run/again.js");
		const asked = [];
		const rates = ["1", "0.1", "0.01"];
		let at = 0;
		const engine = { request: async (op, fields) => {
			asked.push(op + " " + JSON.stringify(fields));
			if (op !== "train") return;
			if (REFUSES(at)) { at = Math.min(at + 1, rates.length - 1); throw Object.assign(new Error("no"), { code: CODE }); }
		} };
		let over = 0;
		const again = new AnotherTry(engine, { tell: (text) => asked.push(text), done: () => { over++; } });
		const end = await again.from(() => ({ name: "learning_rate", value: rates[at], link: "#" + rates[at], step: 7 })).then(() => "survived", (error) => error.code);
		return { Asked: asked, End: end, Over: over, Busy: again.busy };`
	for name, c := range map[string]struct{ refuses, code, end, opened string }{
		"the second rate holds": {"at < 1", "training_diverged", "survived", "#1 #0.1"},
		"none holds":            {"true", "training_diverged", "rate_at_its_end", "#1 #0.1 #0.01"},
		"somebody pauses it":    {"true", "training_paused", "training_paused", "#1"},
	} {
		script := strings.NewReplacer("REFUSES(at)", c.refuses, "CODE", `"`+c.code+`"`).Replace(made)
		got := eval[struct {
			Asked []string
			End   string
			Over  int
			Busy  bool
		}](t, p, script)
		opened := slices.DeleteFunc(got.Asked, func(s string) bool { return !strings.HasPrefix(s, "open ") })
		links := strings.NewReplacer(`open {"link":"`, "", `"}`, "").Replace(strings.Join(opened, " "))
		if got.End != c.end || links != c.opened || got.Over != 1 || got.Busy {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
