package main

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

type example struct {
	Name       string    `json:"name"`
	Errors     []problem `json:"errors"`
	Violations []string  `json:"violations"`
}

func examples(t *testing.T, file string, check func(t *testing.T, expected example, answer verdict)) {
	input, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	lines := bufio.NewScanner(input)
	for lines.Scan() {
		var expected example
		if err := json.Unmarshal(lines.Bytes(), &expected); err != nil {
			t.Fatal(err)
		}
		line := slices.Clone(lines.Bytes())
		t.Run(expected.Name, func(t *testing.T) { check(t, expected, judgeLine(line)) })
	}
}

func TestWhatTheServerAcceptsIsValid(t *testing.T) {
	examples(t, "valid.jsonl", func(t *testing.T, _ example, answer verdict) {
		if answer.Status != statusValid {
			t.Errorf("%+v", answer)
		}
	})
}

func TestWhatTheServerRefusesIsInvalidAtTheUsersOwnPath(t *testing.T) {
	examples(t, "invalid.jsonl", func(t *testing.T, expected example, answer verdict) {
		if answer.Status != statusInvalid {
			t.Errorf("is %s", answer.Status)
		}
		var errors []problem
		for _, got := range answer.Errors {
			errors = append(errors, problem{Type: got.Type, Field: got.Field})
		}
		if !slices.Equal(distinct(errors), expected.Errors) && len(errors)+len(expected.Errors) > 0 {
			t.Errorf("expected %v, got %+v", expected.Errors, answer.Errors)
		}
		var checks []string
		for _, got := range answer.Violations {
			checks = append(checks, got.Check)
		}
		if !slices.Equal(checks, expected.Violations) {
			t.Errorf("expected %v, got %+v", expected.Violations, answer.Violations)
		}
	})
}

func TestWhatTheServerMayServeButIsNotValidatedHereIsUnknown(t *testing.T) {
	examples(t, "unknown.jsonl", func(t *testing.T, _ example, answer verdict) {
		if answer.Status != statusUnknown {
			t.Errorf("%+v", answer)
		}
	})
}
