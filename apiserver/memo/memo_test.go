package memo

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func TestAnswersAsRegexpDoes(t *testing.T) {
	const expression = "^[a-z]([-a-z0-9]*[a-z0-9])?$"
	ours, theirs := MustCompile(expression), regexp.MustCompile(expression)
	texts := []string{"", "a", "A", "a-", "a-b", strings.Repeat("a", longest), strings.Repeat("a", longest+1), strings.Repeat("a", longest) + "-"}
	for i := range 3 * most {
		texts = append(texts, fmt.Sprintf("a-%d", i), fmt.Sprintf("%d-a", i))
	}
	for range 2 {
		for _, text := range texts {
			if got, want := ours.MatchString(text), theirs.MatchString(text); got != want {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
	if len(ours.known) > most {
		t.Errorf("%d kept", len(ours.known))
	}
}
