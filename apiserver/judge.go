package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// separator may stand before the object, outside the JSON of the request: then the
// object is read once alone. JSON has no such byte.
var separator = []byte{0x1e}

// judgeLines answers every line with one line, in the same order, whatever is in it.
func judgeLines(input []byte) []byte {
	var answer bytes.Buffer
	encoder := json.NewEncoder(&answer)
	encoder.SetEscapeHTML(false)
	for len(input) > 0 {
		var line []byte
		line, input, _ = bytes.Cut(input, []byte("\n"))
		encoder.Encode(judgeLine(line))
	}
	return answer.Bytes()
}

// judgeLine turns a panic into an error of this one object: a single odd object
// must not take the verdicts on all others with it.
func judgeLine(line []byte) (result verdict) {
	defer func() {
		if cause := recover(); cause != nil {
			result = conclude([]problem{{Type: internalError, Detail: fmt.Sprint("panic: ", cause)}}, nil)
		}
	}()
	var asked request
	head, object, apart := bytes.Cut(line, separator)
	if err := json.Unmarshal(head, &asked); err != nil {
		return conclude([]problem{{Type: internalError, Detail: "request: " + err.Error()}}, nil)
	}
	if apart {
		asked.Object = object
	}
	minor, err := setTarget(asked.Version)
	if err != nil {
		return conclude([]problem{{Type: internalError, Detail: err.Error()}}, nil)
	}
	return judge(asked.Object, asked.TypeMeta, minor, asked.Level)
}

// judge follows one object through what the API server does on create: decode,
// default, fill in, validate; then the same for the pod that its template makes.
func judge(raw []byte, header metav1.TypeMeta, minor int, level string) verdict {
	object, rules, problems, known := decode(raw, header)
	if !known {
		return unknown()
	}
	if object == nil {
		return conclude(problems, nil)
	}
	// Taken before defaulting: a pod's defaults differ from its template's.
	template, pod := podOf(object)
	problems = append(problems, validateObject(object, rules)...)
	if pod == nil {
		return conclude(problems, nil)
	}
	if template != nil {
		problems = template.problems(pod, problems)
	}
	violations, err := podSecurity(pod, template.path(), minor, level)
	if err != nil {
		problems = append(problems, problem{Type: internalError, Detail: err.Error()})
	}
	return conclude(problems, violations)
}

// validateObject defaults the versioned object in place and validates its internal form.
func validateObject(object runtime.Object, rules kindRules) []problem {
	namespaceByDefault(object, rules.namespaced)
	scheme.Default(object)
	kinds, _, err := scheme.ObjectKinds(object)
	if err != nil {
		return []problem{{Type: internalError, Detail: err.Error()}}
	}
	// The internal form shares what it can with the object, and is changed. A pod is
	// looked at again; what makes pods gave a copy of its template away before.
	if _, isPod := object.(*corev1.Pod); isPod {
		object = object.DeepCopyObject()
	}
	internal, err := scheme.UnsafeConvertToVersion(object, runtime.InternalGroupVersioner)
	if err != nil {
		return []problem{{Type: internalError, Detail: err.Error()}}
	}
	return problemsOf(rules.create(internal, kinds[0].GroupVersion()))
}
