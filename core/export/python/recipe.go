package python

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Schedule is the function of the learning rate, "" where it is constant.
func Schedule(r recipe.Recipe) string {
	if r.Schedule == "constant" && r.WarmupEpochs == 0 {
		return ""
	}
	rate := "1.0"
	switch f := Float(r.ScheduleRate); r.Schedule {
	case "step":
		rate = f + " ** (t // stage)"
	case "exponential":
		rate = f + " ** (t / stage)"
	case "cosine":
		rate = fmt.Sprintf("%s + (1 - %s) * (1 + math.cos(math.pi * min(t / stage, 1.0))) / 2", f, f)
	}
	stage := strconv.Itoa(r.ScheduleEpochs) + " * per_epoch"
	if r.ScheduleEpochs == 0 {
		stage = "max(1, total - warm)"
	}
	return Fill(scheduled, "WARM", strconv.Itoa(r.WarmupEpochs), "STAGE", stage, "RATE", rate)
}

// Changes is the dictionary of live changes, "" without any.
func Changes(r recipe.Recipe) string {
	if len(r.Changes) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("CHANGES = {  # after so many steps\n")
	for i, c := range r.Changes {
		if i > 0 && r.Changes[i-1].Step == c.Step {
			continue
		}
		var values []string
		for _, o := range r.Changes {
			if o.Step != c.Step {
				continue
			}
			now := r.InForce(c.Step)
			value := c.Value
			switch o.Field {
			case "noise":
				value = Noise(now.Noise)
			case "learning_rate":
				value = Float(now.LearningRate)
			case "pretrain_learning_rate":
				value = Float(now.PretrainLearningRate)
			default:
				panic("python: a live field that no code is written for")
			}
			values = append(values, Quote(o.Field)+": "+value)
		}
		fmt.Fprintf(&b, "    %d: {%s},\n", c.Step, strings.Join(values, ", "))
	}
	b.WriteString("}\n")
	return b.String()
}

const scheduled = `
def schedule(step, per_epoch, total):
    """By what the learning rate is multiplied in a step, counted from 0 on, of a run of so many."""
    warm = $WARM$ * per_epoch
    if step < warm:
        return (step + 1) / warm
    t, stage = step - warm, $STAGE$
    return $RATE$
`

// Noises are the kinds that a recipe has, at the start or after a change.
func Noises(r recipe.Recipe) (kinds []string) {
	add := func(n recipe.Noise) {
		if n.Kind != "none" && !slices.Contains(kinds, n.Kind) {
			kinds = append(kinds, n.Kind)
		}
	}
	add(r.Noise)
	for _, c := range r.Changes {
		add(r.InForce(c.Step).Noise)
	}
	return kinds
}

// Noise is a noise as the script has it.
func Noise(n recipe.Noise) string {
	return "(" + Quote(n.Kind) + ", " + Float(n.Amount) + ")"
}

// OwnData says what a program that is to read a person's own data does not do as the run does.
func OwnData(r recipe.Recipe) []*fact.Fact {
	if r.Source().Rows {
		return []*fact.Fact{fact.New("export_data_wanted", "name", "table.csv")}
	}
	return []*fact.Fact{fact.New("export_data_wanted", "name", "pictures"), fact.New("export_pictures_differ")}
}
