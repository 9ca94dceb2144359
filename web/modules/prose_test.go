package modules

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	// decisions by what people read
	prose = []*regexp.Regexp{
		regexp.MustCompile(`(?:[\w\])]\.text|[\w\])]\.title|\bmessage|\breason|\bnote|\bsays)\??\.(?:includes|startsWith|endsWith|match|matchAll|search|indexOf|replace|replaceAll|split)\(`),
		regexp.MustCompile(`/\w*\.(?:test|exec)\((?:[^()]*\.text|[^()]*\bmessage|reason|note|says)\b`),
		regexp.MustCompile(`\.(?:message|text|reason|note)\s*(?:===|!==|==|!=)\s*['"` + "`" + `A-Z]`),
		regexp.MustCompile(`switch \([^()]*\.(?:message|text|reason|note)\)`),
	}
	// words beside the catalogue: a sentence's beginning, or three words in a row
	beside = regexp.MustCompile(`^(?:\W*[A-Z][a-z]+,? [A-Za-z]|.*\b[a-z]+ [a-z]+ [a-z]+\b)`)
	// strings that are no words for people
	exempt = regexp.MustCompile(`index\.html has no|use strict|^M\$\{|^await bottleneck`)
)

// matches are the places where a script decides by prose.
func matches(name, text string) (faults []string) {
	for i, line := range strings.Split(text, "\n") {
		for _, p := range prose {
			if m := p.FindString(line); m != "" {
				faults = append(faults, fmt.Sprintf("%s:%d decides by words: %s", name, i+1, m))
			}
		}
	}
	return faults
}

// strays are the strings of a script that should be in the catalogue.
func strays(name, text string) (faults []string) {
	literal := regexp.MustCompile("'(?:\\\\.|[^'\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\n])*\"|`(?:\\\\.|[^`\\\\])*`")
	for _, at := range literal.FindAllStringIndex(text, -1) {
		s := text[at[0]+1 : at[1]-1]
		s = regexp.MustCompile(`\$\{[^}]*\}`).ReplaceAllString(s, "X")
		if strings.HasSuffix(strings.TrimRight(text[:at[0]], " "), "class:") || exempt.MatchString(s) {
			continue
		}
		if beside.MatchString(s) {
			faults = append(faults, fmt.Sprintf("%s: %q is not in the catalogue", name, s))
		}
	}
	return faults
}
