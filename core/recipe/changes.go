package recipe

import (
	"math"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

const (
	MaxChanges = 32            // live changes of a recipe
	maxStep    = math.MaxInt32 // of a change; one after a run's end waits for steps that are asked for beyond it
)

// LiveChange gives a live field another value while a run goes on: after Step updates, before the batch of the next one.
type LiveChange struct {
	Step  int    // from 1 on: before the first update the field itself is what counts
	Field string // a live one
	Value string // as the field's reader takes it
}

// String returns the change in link notation: 2000:learning_rate=1e-4.
func (c LiveChange) String() string { return c.place() + "=" + c.Value }

func (c LiveChange) place() string { return strconv.Itoa(c.Step) + ":" + c.Field }

// InForce returns r as it is after step updates: each live field has the value of its latest change, and no changes are
// left. It shares its layers with r, which is valid.
func (r Recipe) InForce(step int) Recipe {
	changes := r.Changes
	r.Changes = nil
	for _, c := range changes {
		if c.Step > step {
			break
		}
		if err := field(c.Field).set(&r, c.Value); err != nil {
			panic("recipe: a change out of range: " + err.Error())
		}
	}
	return r
}

// Change gives a live field another value after step updates. What was to become of this field then and later is
// dropped: the value stays. Before the first update the field itself takes it, and later changes stay. A value that is in force
// already is no change. On an error, which names the field, r is unchanged.
func (r *Recipe) Change(step int, name, value string) error {
	before, now := r.InForce(step), r.InForce(step)
	if err := now.Set(name, value); err != nil {
		return err
	}
	for _, c := range before.Diff(now) {
		if !c.Live {
			return fact.About(c.Field, "restart_needed", "kept", c.From)
		}
	}
	c := r.Clone()
	if step <= 0 {
		if err := c.Set(name, value); err != nil {
			return err
		}
		*r = c
		return nil
	}
	c.keepChanges(func(c LiveChange) bool { return c.Field != name || c.Step < step })
	if before = c.InForce(step); before.Get(name) != now.Get(name) {
		if step > maxStep {
			return fact.About("step", "integer_out_of_range", "found", strconv.Itoa(step), "least", 1, "most", maxStep)
		}
		if len(c.Changes) >= MaxChanges {
			return fact.About(name, "changes_full", "most", MaxChanges)
		}
		c.Changes = insertChange(c.Changes, LiveChange{step, name, now.Get(name)})
	}
	*r = c
	return nil
}

// Amend gives a live field that value from where the one in force after step updates was set: its latest change until then, or the
// field itself.
func (r *Recipe) Amend(step int, name, value string) error {
	since := 0
	for _, c := range r.Changes {
		if c.Step <= step && c.Field == name {
			since = c.Step
		}
	}
	return r.Change(since, name, value)
}

// LiveValues are those of the live fields.
func (r Recipe) LiveValues() map[string]string {
	m := map[string]string{}
	for _, name := range liveNames() {
		m[name] = r.Get(name)
	}
	return m
}

// insertChange puts c into a list, behind those of steps before and, of its own step, of fields that the table has before.
func insertChange(list []LiveChange, c LiveChange) []LiveChange {
	list = append(list, c)
	for i := len(list) - 1; i > 0; i-- {
		if before := list[i-1]; before.Step < c.Step || before.Step == c.Step && placeOf(before.Field) < placeOf(c.Field) {
			break
		}
		list[i-1], list[i] = list[i], list[i-1]
	}
	return list
}

// placeOf is where the table has a field.
func placeOf(name string) int {
	for i := range table {
		if table[i].Name == name {
			return i
		}
	}
	return -1
}

// changes gives the field of them its reader and writer.
func changes(f Field) Field {
	f.Kind, f.Min, f.Max = "changes", 1, maxStep
	f.get = func(r *Recipe) string { return formatChanges(r.Changes) }
	f.set = func(r *Recipe, s string) error {
		list, err := parseChanges(s)
		if err != nil {
			return err
		}
		r.Changes = list
		return nil
	}
	return f
}

func formatChanges(list []LiveChange) string {
	if len(list) == 0 {
		return "none"
	}
	parts := make([]string, len(list))
	for i, c := range list {
		parts[i] = c.String()
	}
	return strings.Join(parts, ",")
}

// parseChanges reads changes in the order of their steps. Values are read by their fields' readers, and written as these
// write them.
func parseChanges(s string) ([]LiveChange, error) {
	if s == "none" {
		return nil, nil
	}
	var list []LiveChange
	for more := true; more; {
		var text string
		text, s, more = cutChange(s)
		if len(list) == MaxChanges {
			return nil, fact.New("changes_too_many", "most", MaxChanges)
		}
		c, err := parseChange(text)
		if err != nil {
			return nil, err
		}
		for _, before := range list {
			if before.Step > c.Step {
				return nil, fact.About(c.place(), "change_out_of_order", "before", before.Step)
			}
			if before.Step == c.Step && before.Field == c.Field {
				return nil, fact.About(c.place(), "change_given_twice", "first", before.Value)
			}
		}
		list = insertChange(list, c)
	}
	return list, nil
}

// cutChange cuts s at the first comma outside parentheses.
func cutChange(s string) (first, rest string, more bool) {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				return s[:i], s[i+1:], true
			}
		}
	}
	return s, "", false
}

func parseChange(s string) (LiveChange, error) {
	at, rest, timed := strings.Cut(s, ":")
	name, value, given := strings.Cut(rest, "=")
	if at, name = strings.TrimSpace(at), strings.TrimSpace(name); !timed || !given {
		return LiveChange{}, fact.New("changes_unreadable", "found", strings.TrimSpace(s))
	}
	step, ok := parseInt(at, 1, maxStep)
	if !ok {
		return LiveChange{}, fact.About("step", "integer_out_of_range", "found", at, "least", 1, "most", maxStep)
	}
	f := field(name)
	if f == nil || !f.Live {
		return LiveChange{}, fact.Within(strconv.FormatInt(step, 10), unknown(name, liveNames()))
	}
	c := LiveChange{Step: int(step), Field: name}
	var holder Recipe
	if err := f.set(&holder, strings.TrimSpace(value)); err != nil {
		return c, fact.Within(c.place(), err)
	}
	c.Value = f.get(&holder)
	return c, nil
}

// liveNames are the fields that may change while a run goes on.
func liveNames() []string {
	var names []string
	for i := range table {
		if table[i].Live {
			names = append(names, table[i].Name)
		}
	}
	return names
}

// keepChanges takes those out of r that are not to be kept.
func (r *Recipe) keepChanges(keep func(c LiveChange) bool) {
	kept := r.Changes[:0]
	for _, c := range r.Changes {
		if keep(c) {
			kept = append(kept, c)
		}
	}
	r.Changes = kept
}

// uses says whether the field of a change has an effect in r; the change has none where it has not.
func (r *Recipe) uses(c LiveChange) bool {
	f := field(c.Field)
	return f == nil || f.applies(r)
}
