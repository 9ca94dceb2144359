package files

import (
	"slices"
	"strings"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

var labelNames = []string{"label", "labels", "class", "classes", "target", "species", "y", "category", "digit"}

func labelish(name string) bool { return slices.Contains(labelNames, lower(strings.TrimSpace(name))) }

var indexNames = []string{"id", "index", "row", "no", "nr", "rownames"}

// numbering tells whether a column is called so that it numbers the rows: Id, customer_id, PassengerId.
func numbering(name string) bool {
	name = strings.TrimSpace(name)
	l := lower(strings.Trim(name, "#.:"))
	if n := len(name) - 2; n > 0 && name[n-1] >= 'a' && name[n-1] <= 'z' && (name[n:] == "Id" || name[n:] == "ID") {
		return true
	}
	return l == "" || strings.HasPrefix(l, "unnamed: 0") || slices.Contains(indexNames, l) || ending(name, "_id", " id", "-id", ".id")
}

// index tells whether column i numbers the rows: by its name, or without one, and different whole numbers throughout.
func (s *sheet) index(i int) bool {
	c := &s.columns[i]
	unnamed := c.name == fact.New("column", "column", i+1).Error()
	switch {
	case len(c.seen) != s.n || s.n < 3:
		return false
	case !s.header:
		return i == 0 && len(s.columns) > 1 && s.n >= 10 && c.count[isPlain] == s.n && c.least == 1 && c.most == float64(s.n)
	}
	return unnamed || numbering(c.name)
}

// roles decides what each column is: labels, an index, an input or nothing.
func (s *sheet) roles() error {
	chosen := func(i int) string { return s.chosen(i, s.columns[i].name) }
	for i := range s.columns {
		c := &s.columns[i]
		if chosen(i) != own.RoleLabel {
			continue
		}
		if s.label = i; len(c.texts) < 2 || len(c.texts) > mostTexts {
			return fact.About("csv", "label_of_many_values", "column", clip(c.name), "most", mostTexts)
		}
		break
	}
	if s.label < 0 {
		s.label = s.labelByName()
	}
	if s.label < 0 { // the texts of the fewest classes
		for i := range s.columns {
			c := &s.columns[i]
			if chosen(i) == "" && c.count[isText] > c.numbers() && c.count[isDate] == 0 && c.few(s.n, mostTexts) &&
				(s.label < 0 || len(c.texts) <= len(s.columns[s.label].texts)) {
				s.label = i
			}
		}
	}
	var left []*fact.Fact
	for i := range s.columns {
		c := &s.columns[i]
		n := c.count
		switch {
		case i == s.label:
			s.g.Role(c.name, own.RoleLabel)
			continue
		case chosen(i) == own.RoleNone, chosen(i) == own.RoleIndex, chosen(i) == own.RoleLabel:
			s.g.Role(c.name, chosen(i))
			continue
		case chosen(i) == own.RoleInput:
			if c.numbers() == 0 {
				return fact.About("csv", "input_without_numbers", "column", clip(c.name))
			}
			s.use = append(s.use, i)
			continue
		case s.index(i):
			left = append(left, fact.New("column_index", "column", clip(c.name)))
			s.g.Role(c.name, own.RoleIndex)
			continue
		case c.numbers() > n[isMissing]+n[isText]+n[isDate]:
			s.use = append(s.use, i)
			continue
		case n[isDate] > 0 && n[isDate] >= n[isText]:
			left = append(left, fact.New("column_of_dates", "column", clip(c.name), "found", clip(c.first[isDate])))
		case n[isText] > 0 && c.few(s.n, mostTexts):
			left = append(left, fact.New("column_of_text", "column", clip(c.name)))
		default:
			left = append(left, fact.New("column_of_few_numbers", "column", clip(c.name), "numbers", c.numbers(), "cells", s.n))
		}
		s.g.Role(c.name, own.RoleNone)
	}
	s.pixels()
	for _, f := range left {
		s.g.Note(f)
	}
	if len(s.use) == 0 {
		return fact.About("csv", "csv_without_numbers", "rows", s.n, "columns", s.dialect.width)
	}
	if s.side == 0 && len(s.use) > own.MaxColumns {
		return fact.About("csv", "columns_too_many", "found", len(s.use), "most", own.MaxColumns)
	}
	for _, i := range s.use {
		if s.side == 0 {
			s.g.Role(s.columns[i].name, own.RoleInput)
		}
	}
	return nil
}

// labelByName is the column that its name makes the label: that of the fewest classes where several have such names. -1: none.
func (s *sheet) labelByName() (label int) {
	label = -1
	for i := range s.columns {
		c := &s.columns[i]
		if s.chosen(i, c.name) != "" || !labelish(c.name) || !c.classes(s.n) || s.coordinate(c.name) {
			continue
		}
		if label < 0 || len(c.texts) < len(s.columns[label].texts) {
			label = i
		}
	}
	return label
}

// coordinate tells whether a column is called y and stands beside one called x.
func (s *sheet) coordinate(name string) bool {
	return lower(strings.TrimSpace(name)) == "y" && slices.ContainsFunc(s.columns, func(c column) bool { return lower(strings.TrimSpace(c.name)) == "x" })
}

// pixels finds out whether a row is a picture: as many numbers as a square has pixels, and whole ones where there are few, with a label before
// or behind them that has no name.
func (s *sheet) pixels() {
	shape := func(n int) (side, planes int) {
		if n == 3072 {
			return 32, 3
		}
		return square(n), 1
	}
	whole := func(use []int) bool {
		for _, i := range use {
			if c := &s.columns[i]; !c.small || c.numbers() != s.n {
				return false
			}
		}
		return true
	}
	try := func(use []int, label int) bool {
		side, planes := shape(len(use))
		called := strings.HasPrefix(lower(s.columns[use[0]].name), "pixel")
		table := len(use) <= own.MaxColumns && !(whole(use) && (called || len(use) == 64)) // it may be one
		if len(use) == own.MaxColumns && label >= 0 {
			table = false // it would have a column too many
		}
		if side < 8 || side > maxPixelSide || table {
			return false
		}
		s.side, s.planes, s.use = side, planes, use
		s.g.Note(fact.New("rows_as_pictures", "pixels", len(use), "w", side, "h", side))
		if label >= 0 {
			s.label = label
			s.g.Role(s.columns[label].name, own.RoleLabel)
		}
		s.g.Role(s.columns[use[0]].name+" ... "+s.columns[use[len(use)-1]].name, own.RoleInput)
		return true
	}
	if n := len(s.use); s.label < 0 && n > 1 {
		for _, at := range []int{0, n - 1} {
			if c := &s.columns[s.use[at]]; s.chosen(s.use[at], s.columns[s.use[at]].name) == "" && c.small && c.few(s.n, 100) && try(slices.Delete(slices.Clone(s.use), at, at+1), s.use[at]) {
				return
			}
		}
	}
	if len(s.use) > 0 {
		try(s.use, -1)
	}
}

const maxPixelSide = 128

// square is the side of a square of n pixels, 0 where it is none.
func square(n int) int {
	side := 1
	for side*side < n {
		side++
	}
	if side*side == n {
		return side
	}
	return 0
}
