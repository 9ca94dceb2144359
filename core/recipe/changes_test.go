package recipe

import (
	"strings"
	"testing"
)

// At every step the latest change of a field counts, and before the first one the field itself.
func TestWhatIsInForce(t *testing.T) {
	r := mustParse(t, "learning_rate=0.01&noise=gaussian(0.2)&changes=5:learning_rate=0.1,5:noise=none,9:learning_rate=0.001")
	for step, want := range map[int]string{-1: "0.01 gaussian(0.2)", 0: "0.01 gaussian(0.2)", 4: "0.01 gaussian(0.2)", 5: "0.1 none", 8: "0.1 none", 9: "0.001 none", 1e6: "0.001 none"} {
		now := r.InForce(step)
		if got := now.Get("learning_rate") + " " + now.Get("noise"); got != want || len(now.Changes) > 0 || now.Validate() != nil {
			t.Errorf("after %d steps: %s, with %v; %s expected", step, got, now.Changes, want)
		}
	}
	if len(r.Changes) != 3 || r.LearningRate != 0.01 {
		t.Errorf("to ask for it changed the recipe to %s", r.Link())
	}
}

func TestChange(t *testing.T) {
	const start = "changes=5:learning_rate=0.1,5:noise=masking(0.5),9:learning_rate=0.2,9:noise=none"
	for _, c := range []struct {
		step        int
		name, value string
		want        string
	}{
		{7, "learning_rate", "1e-2", "5:noise=masking(0.5),5:learning_rate=0.1,7:learning_rate=0.01,9:noise=none"},
		{5, "learning_rate", "0.3", "5:noise=masking(0.5),5:learning_rate=0.3,9:noise=none"},
		{9, "noise", "gaussian(.1)", "5:noise=masking(0.5),5:learning_rate=0.1,9:noise=gaussian(0.1),9:learning_rate=0.2"},
		{12, "noise", "gaussian(0.1)", "5:noise=masking(0.5),5:learning_rate=0.1,9:noise=none,9:learning_rate=0.2,12:noise=gaussian(0.1)"},
		{12, "learning_rate", "0.2", "5:noise=masking(0.5),5:learning_rate=0.1,9:noise=none,9:learning_rate=0.2"}, // it is in force
		{7, "learning_rate", "0.1", "5:noise=masking(0.5),5:learning_rate=0.1,9:noise=none"},                      // and stays
		{9, "noise", "masking(0.5)", "5:noise=masking(0.5),5:learning_rate=0.1,9:learning_rate=0.2"},
		{1, "noise", "none", "5:learning_rate=0.1,9:learning_rate=0.2"},
	} {
		r := mustParse(t, start)
		if err := r.Change(c.step, c.name, c.value); err != nil {
			t.Errorf("%d:%s=%s: %v", c.step, c.name, c.value, err)
			continue
		}
		if got := r.Get("changes"); got != c.want || r.LearningRate != 0.001 || r.Noise.Kind != "none" {
			t.Errorf("%d:%s=%s gives %s of %s, %s expected", c.step, c.name, c.value, r.Link(), got, c.want)
		}
		if again := mustParse(t, r.Link()); !again.equal(r) {
			t.Errorf("%s reads as %s", r.Link(), again.Link())
		}
	}

	r := mustParse(t, start)
	if err := r.Change(0, "learning_rate", "0.5"); err != nil || r.Link() != "#v=1&learning_rate=0.5&changes=5:noise=masking(0.5),5:learning_rate=0.1,9:noise=none,9:learning_rate=0.2" {
		t.Errorf("before the first step: %s, %v", r.Link(), err)
	}
}

// What is refused is refused by name, and leaves the recipe as it was.
func TestChangesThatAreRefused(t *testing.T) {
	full := mustParse(t, "changes="+manyChanges(MaxChanges))
	for _, c := range []struct {
		start             Recipe
		step              int
		name, value, want string
	}{
		{Default(), 5, "learning_rate", "0", `learning_rate: "0" found, a number from 1e-8 to 100 expected`},
		{Default(), 5, "seed", "7", "seed: a new value needs a restart of the run; restart with it, or keep 1"},
		{Default(), 0, "optimizer", "sgd", "optimizer: a new value needs a restart of the run; restart with it, or keep adam"},
		{Default(), 5, "changes", "7:noise=masking(0.1)", "changes: a new value needs a restart of the run; restart with it, or keep none"},
		{Default(), 5, "wings", "2", `"wings": no field of this name`},
		{Default(), 5, "pretrain_learning_rate", "0.2", "pretrain_learning_rate: not used with pretrain=none, only with rbm"},
		{Default(), 1 << 31, "learning_rate", "0.2", `step: "2147483648" found, a whole number from 1 to 2147483647 expected`},
		{full, 1000, "noise", "masking(0.1)", "noise: the recipe holds 32 live changes, which is all that it can; restart the run with the values of now to go on changing it"},
	} {
		r := c.start.Clone()
		if err := r.Change(c.step, c.name, c.value); err == nil || err.Error() != c.want || !r.equal(c.start) {
			t.Errorf("%d:%s=%s: %v, recipe %s; %s expected", c.step, c.name, c.value, err, r.Link(), c.want)
		}
	}
	if err := full.Change(20, "learning_rate", "0.7"); err != nil || len(full.Changes) != 11 || full.Changes[10].String() != "20:learning_rate=0.7" {
		t.Errorf("what makes room is refused: %v, %v", full.Changes, err)
	}
}

// What is amended is amended where it was set, so that it counts from there on.
func TestAmend(t *testing.T) {
	const start = "learning_rate=0.5&changes=5:learning_rate=10,9:noise=none,20:learning_rate=0.2"
	for _, c := range []struct {
		step        int
		value, want string
	}{
		{3, "0.05", "#v=1&learning_rate=0.05&changes=5:learning_rate=10,9:noise=none,20:learning_rate=0.2"},
		{5, "1", "#v=1&learning_rate=0.5&changes=5:learning_rate=1,9:noise=none"},
		{12, "1", "#v=1&learning_rate=0.5&changes=5:learning_rate=1,9:noise=none"},
		{30, "0.02", "#v=1&learning_rate=0.5&changes=5:learning_rate=10,9:noise=none,20:learning_rate=0.02"},
	} {
		r := mustParse(t, start)
		if err := r.Amend(c.step, "learning_rate", c.value); err != nil || r.Link() != c.want || r.InForce(c.step).Get("learning_rate") != c.value {
			t.Errorf("after step %d: %s, %v; %s expected", c.step, r.Link(), err, c.want)
		}
	}
	r := mustParse(t, start)
	if err := r.Amend(12, "learning_rate", "0"); err == nil || r.Link() != "#v=1&"+start {
		t.Errorf("a rate of 0: %s, %v", r.Link(), err)
	}
}

// Without the field that it changes a change has no effect either; a restart is the way to be rid of one.
func TestChangesOfUnusedFieldsGo(t *testing.T) {
	r := mustParse(t, "lesson=rbm&changes=5:pretrain_learning_rate=0.05,9:noise=masking(0.1)")
	if err := r.Set("pretrain", "none"); err != nil {
		t.Fatal(err)
	}
	if got := r.Get("changes"); got != "9:noise=masking(0.1)" {
		t.Errorf("changes %s are left", got)
	}
	o := r.Clone()
	if err := o.Set("changes", "none"); err != nil {
		t.Fatal(err)
	}
	if d := r.Diff(o); len(d) != 1 || d[0].Field != "changes" || d[0].Live {
		t.Errorf("the difference is %+v", d)
	}
	if strings.Contains(o.Link(), "changes") {
		t.Errorf("none are written: %s", o.Link())
	}
}
