package recipe

import (
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

// Constructors of fields whose values have a notation of their own; those of numbers and choices are in fields.go.

func layers(f Field, at func(r *Recipe) *[]Layer) Field {
	f.Kind, f.Min, f.Max, f.Choices, f.ChoiceLabels = "layers", 1, maxUnits, activations, activationText
	f.get = func(r *Recipe) string { return formatLayers(*at(r)) }
	f.set = func(r *Recipe, s string) error {
		l, err := ParseLayers(s)
		if err != nil {
			return err
		}
		*at(r) = l
		return nil
	}
	return f
}

func decoder(f Field) Field {
	f = layers(f, func(r *Recipe) *[]Layer { return &r.Decoder })
	get, set := f.get, f.set
	f.get = func(r *Recipe) string {
		if r.Mirror {
			return "mirror"
		}
		return get(r)
	}
	f.set = func(r *Recipe, s string) error {
		if s == "mirror" {
			r.Mirror, r.Decoder = true, nil
			return nil
		}
		if err := set(r, s); err != nil {
			return err
		}
		r.Mirror = false
		return nil
	}
	return f
}

func output(f Field) Field {
	f.Kind = "output"
	f.Choices, f.ChoiceLabels = outputs()
	f.get = func(r *Recipe) string { return r.Output.bare() }
	f.set = func(r *Recipe, s string) error {
		l, err := parseOutput(s)
		if err != nil {
			return err
		}
		r.Output = l
		return nil
	}
	return f
}

func classes(f Field) Field {
	f.Kind = "classes"
	f.get = func(r *Recipe) string {
		if len(r.Classes) == 0 {
			return "all"
		}
		parts := make([]string, len(r.Classes))
		for i, c := range r.Classes {
			parts[i] = strconv.Itoa(c)
		}
		return strings.Join(parts, ",")
	}
	f.set = func(r *Recipe, s string) error {
		if s == "all" {
			r.Classes = nil
			return nil
		}
		var in [10]bool
		for part := range strings.SplitSeq(s, ",") {
			c, ok := parseInt(strings.TrimSpace(part), 0, 9)
			if !ok {
				return fact.New("classes_unreadable", "found", s)
			}
			in[c] = true
		}
		var list []int
		for c, ok := range in {
			if ok {
				list = append(list, c)
			}
		}
		if len(list) == len(in) {
			list = nil
		}
		r.Classes = list
		return nil
	}
	return f
}

func noise(f Field) Field {
	f.Kind = "noise"
	f.get = func(r *Recipe) string {
		if r.Noise.Kind == "none" {
			return "none"
		}
		return r.Noise.Kind + "(" + formatFloat(r.Noise.Amount) + ")"
	}
	f.set = func(r *Recipe, s string) error {
		if s == "none" {
			r.Noise = Noise{Kind: "none"}
			return nil
		}
		kind, arg, ok := call(s)
		most := 1.0 // a share
		switch kind {
		case "gaussian", "heteroscedastic":
			most = f.Max
		case "dropout":
			most = 0.99 // what is left is divided by its share
		}
		amount, inRange := parseFloat(arg, f.Min, most)
		if !ok || !inRange || kind == "none" || !slices.Contains(f.Choices, kind) {
			return fact.New("noise_unreadable", "found", s, "least", f.Min, "most", f.Max)
		}
		r.Noise = Noise{Kind: kind, Amount: amount}
		return nil
	}
	return f
}

// initializer also reads normal(0.1), which is init=normal and init_stddev=0.1 in one.
func initializer(f Field) Field {
	f = choice(f, func(r *Recipe) *string { return &r.Init })
	set := f.set
	f.set = func(r *Recipe, s string) error {
		kind, arg, ok := call(s)
		if !ok || kind != "normal" {
			return set(r, s)
		}
		if err := field("init_stddev").set(r, arg); err != nil {
			return err
		}
		r.Init = kind
		return nil
	}
	return f
}

func seed(f Field) Field {
	f.Kind = "int"
	f.get = func(r *Recipe) string { return strconv.FormatUint(r.Seed, 10) }
	f.set = func(r *Recipe, s string) error {
		v, ok := parseInt(s, 0, MaxSeed)
		if !ok {
			return f.expected(s)
		}
		r.Seed = uint64(v)
		return nil
	}
	return f
}

// call splits name(argument).
func call(s string) (name, argument string, ok bool) {
	name, rest, ok := strings.Cut(s, "(")
	if !ok || !strings.HasSuffix(rest, ")") {
		return s, "", false
	}
	return strings.TrimSpace(name), strings.TrimSpace(rest[:len(rest)-1]), true
}
