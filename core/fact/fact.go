// Package fact holds what the program tells people: facts, which travel, and the catalogue that makes sentences of them
// at the end.
//
//	err := fact.New("train_steps_too_many", "most", 5)
//	err.Code      // for programs: stable, documented in docs/messages.md
//	err.Values    // for programs: {"most": 5}
//	err.Error()   // for people, in English
//
// A fact is an error where something was refused, and else a note, a unit, a name. Whoever decides decides by the code
// and the values; nobody reads the sentence but people. Another language is another Catalogue.
//
// It is not for faults of the program itself: those panic with a constant text.
package fact

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
)

// Fact is what happened or holds: a code, and the values that belong to it.
type Fact struct {
	Code string `json:"code"`
	// Of is what the sentence begins with: the field, the file or the part that it is about; "" where the sentence says it all.
	Of string `json:"of,omitempty"`
	// Values are by the names that the sentence has for them: strings, int64, float64, facts, shapes ([]int), and lists of strings or facts.
	Values map[string]any `json:"values,omitempty"`

	cause error // that is among the values and is no fact
}

// New makes a fact. values are pairs: a name, and what it stands for.
//
// Code and names are written out in every call: the test of the catalogue reads them in the source.
func New(code string, values ...any) *Fact { return About("", code, values...) }

// About is New for a fact whose sentence begins with what it is about: "encoder: 17 layers found, ...".
func About(of, code string, values ...any) *Fact {
	f := &Fact{Code: code, Of: of}
	if len(values) > 0 {
		f.Values = make(map[string]any, len(values)/2)
	}
	for i := 0; i+1 < len(values); i += 2 {
		f.Values[values[i].(string)] = f.plain(values[i+1])
	}
	return f
}

// plain is a value as it travels: a string, an int64, a float64, a fact, a shape, or a list of strings or facts.
func (f *Fact) plain(v any) any {
	switch v := v.(type) {
	case string, []int, []string, []*Fact:
		return v
	case error:
		inner := From(v)
		if inner.Code == other {
			f.cause = v
			return v.Error()
		}
		f.cause = inner
		return inner
	case interface{ String() string }:
		return v.String()
	}
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return r.Int()
	case r.CanUint():
		return int64(r.Uint())
	case r.CanFloat():
		// As many digits as tell it from its neighbors: 0.1 of a float32 is 0.1.
		x, _ := strconv.ParseFloat(strconv.FormatFloat(r.Float(), 'g', -1, r.Type().Bits()), 64)
		return x
	case r.Kind() == reflect.String:
		return r.String()
	}
	panic("fact: a value of a kind that no sentence can show")
}

// Unwrap returns the error among the values, nil where there is none.
func (f *Fact) Unwrap() error { return f.cause }

// other is the code of an error that came from elsewhere and is no fact.
const other = "other"

// From returns the fact in err, and one of the code "other" for an error that holds none.
func From(err error) *Fact {
	var f *Fact
	if errors.As(err, &f) {
		return f
	}
	return &Fact{Code: other, Values: map[string]any{"why": err.Error()}, cause: err}
}

// Within says in front of err's sentence what it is about: "encoder: " and what was said. The code stays.
func Within(of string, err error) *Fact {
	f := *From(err)
	if _, is := err.(*Fact); !is {
		f.cause = err
	}
	if f.Of != "" {
		of += ": " + f.Of
	}
	f.Of = of
	return &f
}

// Named is f about a field, which its sentence names already or else begins with.
func (f *Fact) Named(field string) *Fact {
	if f.Of == field || strings.HasPrefix(f.Of, field+": ") {
		return f
	}
	return Within(field, f)
}

// Beside is f for a place where the field's name stands already: its sentence does not begin with it.
func (f *Fact) Beside(field string) *Fact {
	if f.Of != field && !strings.HasPrefix(f.Of, field+": ") {
		return f
	}
	b := *f
	b.Of = strings.TrimPrefix(strings.TrimPrefix(f.Of, field), ": ")
	return &b
}

// Error returns the sentence in English.
func (f *Fact) Error() string { return f.In(English) }

// In returns the sentence in the language of c.
func (f *Fact) In(c Catalogue) string {
	if f.Of != "" {
		return f.Of + ": " + f.Says(c)
	}
	return f.Says(c)
}

// Says returns the sentence without what it is about, for whoever shows that beside it.
func (f *Fact) Says(c Catalogue) string {
	var b strings.Builder
	rest := c.sentence(f.Code)
	for {
		text, after, found := strings.Cut(rest, "{")
		b.WriteString(text)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(after, "}")
		name, form, _ := strings.Cut(place, "|")
		b.WriteString(c.write(f.Values[name], form))
		rest = after
	}
}
