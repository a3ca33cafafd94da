// Package memo stands in for regexp where the same few expressions are asked about
// the same few strings: label keys, names and label values come again and again, and
// a sixth of all validation was matching them.
package memo

import (
	"regexp"
	"strings"
)

// Strings longer than longest are rare, and so many would be kept for nothing.
const (
	longest = 256
	most    = 1000
)

// Regexp is a compiled expression that remembers what it matched. It is for one thread.
type Regexp struct {
	expression *regexp.Regexp
	known      map[string]bool
}

// MustCompile compiles an expression, and panics where it is none.
func MustCompile(expression string) *Regexp {
	return &Regexp{regexp.MustCompile(expression), map[string]bool{}}
}

// MatchString matches an expression that is used once.
func MatchString(expression string, text string) (bool, error) {
	return regexp.MatchString(expression, text)
}

// MatchString tells whether the text contains a match.
func (r *Regexp) MatchString(text string) bool {
	if len(text) > longest {
		return r.expression.MatchString(text)
	}
	matches, known := r.known[text]
	if known {
		return matches
	}
	matches = r.expression.MatchString(text)
	if len(r.known) >= most {
		clear(r.known)
	}
	// A copy, or all of the object that the text is a part of would be kept.
	r.known[strings.Clone(text)] = matches
	return matches
}
