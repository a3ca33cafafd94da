package main

import (
	"cmp"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// Baseline checks first, then by name: the order of the evaluator's own messages.
var securityChecks = slices.SortedFunc(slices.Values(policy.DefaultChecks()), func(a, b policy.Check) int {
	return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.ID, b.ID))
})

// podSecurity lists the checks of a Pod Security level that a pod fails. The
// library's evaluator gives its results no names, so the checks are picked here
// by its rules: each in its newest revision that the version has, and no
// baseline check that a restricted one overrides.
func podSecurity(pod *corev1.Pod, field string, minor int, level string) ([]violation, error) {
	if level == "" {
		return nil, nil
	}
	parsed, err := api.ParseLevel(level)
	if err != nil || parsed == api.LevelPrivileged {
		return nil, err
	}
	type namedCheck struct {
		id  policy.CheckID
		run policy.CheckPodFn
	}
	var picked []namedCheck
	overridden := map[policy.CheckID]bool{}
	for _, check := range securityChecks {
		revision := revisionAt(check, api.MajorMinorVersion(1, minor))
		if revision == nil || check.Level == api.LevelRestricted && parsed != api.LevelRestricted {
			continue
		}
		picked = append(picked, namedCheck{check.ID, revision.CheckPod})
		for _, id := range revision.OverrideCheckIDs {
			overridden[id] = true
		}
	}
	var violations []violation
	for _, check := range picked {
		if overridden[check.id] {
			continue
		}
		if result := check.run(&pod.ObjectMeta, &pod.Spec); !result.Allowed {
			violations = append(violations, violation{string(check.id), result.ForbiddenReason, result.ForbiddenDetail, field})
		}
	}
	return violations, nil
}

func revisionAt(check policy.Check, version api.Version) *policy.VersionedCheck {
	for i := len(check.Versions) - 1; i >= 0; i-- {
		if !version.Older(check.Versions[i].MinimumVersion) {
			return &check.Versions[i]
		}
	}
	return nil
}
