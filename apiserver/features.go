package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/util/version"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/kubernetes/pkg/capabilities"

	// The gates register themselves; the server embeds time zones for CronJob.
	_ "time/tzdata"

	_ "k8s.io/kubernetes/pkg/features"
)

// newest is the minor version that this artifact was built from.
var newest = utilfeature.DefaultMutableFeatureGate.EmulationVersion().Minor()

var target string

func init() {
	// Privileged pods are valid; whether they are wanted is Pod Security's to say.
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
}

// setTarget puts every feature gate to what it was by default in the target's
// minor version, as a server that emulates that version does. Gates that are
// gone, and targets newer than the artifact, keep the artifact's behaviour.
func setTarget(asked string) (int, error) {
	if asked == "" {
		asked = fmt.Sprintf("1.%d", newest)
	}
	parsed, err := version.ParseGeneric(asked)
	if err != nil || parsed.Major() != 1 {
		return 0, fmt.Errorf("version %q is not a Kubernetes version such as \"1.34\"", asked)
	}
	if asked != target {
		emulated := version.MajorMinor(1, min(parsed.Minor(), newest))
		if err := utilfeature.DefaultMutableFeatureGate.SetEmulationVersion(emulated); err != nil {
			return 0, err
		}
		target = asked
	}
	return int(parsed.Minor()), nil
}
