package recipe

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"bottleneck/core/fact"
)

// maxNotices bounds how many faults of a link are told one by one.
const maxNotices = 20

// Link returns the canonical link: v, the lesson, then what differs from the lesson (or from Default), in the order
// of the table. Fields without effect are not written.
func (r Recipe) Link() string {
	var b strings.Builder
	b.WriteString("#v=" + strconv.Itoa(Version))
	base := Default()
	if l, ok := LessonByID(r.Lesson); ok {
		b.WriteString("&lesson=" + l.ID)
		base = l.Recipe
	}
	r = r.normal()
	for i := range table {
		f := &table[i]
		v := f.get(&r)
		if v == f.get(&base) || !f.applies(&r) {
			continue
		}
		b.WriteString("&" + f.Name + "=" + v)
		if f.brings() {
			_ = f.assign(&base, v) // what it brings need not be written; an invalid one brings nothing
		}
	}
	return b.String()
}

// Parse reads a link: a whole address, a hash, or a hash without its "#". It never fails: what it refuses is named in the
// notices, with the value found and the values allowed, and the rest loads; PageKeys are read over. The recipe is always valid.
func Parse(link string) (Recipe, []Notice) {
	base := Default()
	if len(link) > MaxLink {
		return base, []Notice{{Field: "link", Fact: fact.About("link", "link_too_long", "found", len(link), "most", MaxLink)}}
	}
	if before, after, ok := strings.Cut(link, "#"); ok && (before == "" || strings.ContainsAny(before, "/?")) {
		link = after
	}
	return parseFields(base, link)
}

// parseFields reads key=value pairs on top of base, or of the lesson that they name.
func parseFields(base Recipe, text string) (Recipe, []Notice) {
	var n notices
	values := collect(text, &n)

	if v, ok := values["v"]; ok {
		if got, ok := parseInt(v, 1, 1<<31); !ok {
			n.add("v", v, fact.New("version_unreadable", "found", v, "newest", Version))
		} else if got > Version {
			n.add("v", v, fact.New("version_too_new", "found", got, "newest", Version))
		}
	}
	if id, ok := values["lesson"]; ok {
		if l, ok := LessonByID(id); ok {
			base = l.Recipe
		} else {
			n.add("lesson", id, fact.New("lesson_unknown", "found", id, "names", lessonIDs()))
		}
	}

	r := base.Clone()
	for i := range table {
		f := &table[i]
		if v, ok := values[f.Name]; ok {
			if err := f.assign(&r, v); err != nil {
				delete(values, f.Name)
				n.add(f.Name, v, fact.New("value_replaced", "why", err, "used", f.get(&r)))
			}
		}
	}
	for i := range table {
		f := &table[i]
		if v, ok := values[f.Name]; ok && !f.applies(&r) {
			n.add(f.Name, v, f.unused(&r))
		}
	}
	for _, c := range r.Changes {
		if !r.uses(c) {
			n.add("changes", "", fact.Within(c.place(), field(c.Field).unused(&r)))
		}
	}
	r.settle(&base, func(name string, why *fact.Fact, asked, used string) {
		n.add(name, asked, fact.New("value_replaced", "why", why.Beside(name), "used", used))
	})
	return r.normal(), n.list()
}

// collect splits text into the known keys and their decoded values. The first value of a key counts.
func collect(text string, n *notices) map[string]string {
	values := make(map[string]string)
	for pair := range strings.SplitSeq(text, "&") {
		pair = strings.TrimPrefix(pair, "amp;") // a link copied out of HTML source
		if pair == "" {
			continue
		}
		rawKey, rawValue, _ := strings.Cut(pair, "=")
		key, ok := Unescape(rawKey)
		if ofThePage(key) {
			continue
		}
		if !ok || key != "v" && key != "lesson" && field(key) == nil {
			n.add(key, rawValue, fact.New("field_left_out"))
			continue
		}
		value, ok := Unescape(rawValue)
		if !ok {
			n.add(key, rawValue, fact.New("value_left_out", "found", rawValue))
			continue
		}
		value = strings.TrimSpace(value)
		if first, ok := values[key]; ok {
			n.add(key, value, fact.New("value_given_twice", "first", first))
			continue
		}
		values[key] = value
	}
	return values
}

// Unescape decodes %XX. A plus sign stays what it is. It fails on an incomplete escape or on broken UTF-8, and
// returns s then.
func Unescape(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 {
		return s, utf8.ValidString(s)
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			if i+2 >= len(s) {
				return s, false
			}
			v, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return s, false
			}
			c, i = byte(v), i+2
		}
		b = append(b, c)
	}
	if !utf8.Valid(b) {
		return s, false
	}
	return string(b), true
}

// notices collects what Parse refuses.
type notices struct {
	told []Notice
	more int
}

func (n *notices) add(name, value string, f *fact.Fact) {
	if len(n.told) == maxNotices {
		n.more++
		return
	}
	label := name
	if name != "v" && name != "lesson" && field(name) == nil {
		label = fact.Quoted(name)
	}
	n.told = append(n.told, Notice{Field: label, Fact: f.Named(label), asked: edit{name, value}})
}

func (n *notices) list() []Notice {
	if n.more > 0 {
		return append(n.told, Notice{Field: "link", Fact: fact.About("link", "faults_not_listed", "more", n.more)})
	}
	return n.told
}
