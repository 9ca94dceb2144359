package recipe

// Change is a field in which two recipes differ, with both values in link notation.
type Change struct {
	Field string `json:"field"`
	Label string `json:"label"`
	From  string `json:"from"`
	To    string `json:"to"`
	Live  bool   `json:"live"` // can be applied without a restart
}

// Diff lists the changes that lead from r to o, in the order of the table. Fields that neither recipe uses are
// left out.
func (r Recipe) Diff(o Recipe) []Change {
	a, b := r.normal(), o.normal()
	var changes []Change
	for i := range table {
		f := &table[i]
		if from, to := f.get(&a), f.get(&b); from != to {
			changes = append(changes, Change{f.Name, f.Label, from, to, f.Live})
		}
	}
	return changes
}
