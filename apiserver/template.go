package main

import (
	"fmt"
	"maps"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// A podTemplate is where an object keeps the template of its pods.
type podTemplate struct {
	at string
	// volumes is the number of the template's own; behind them, the pod has one
	// for each of these claim templates, by index.
	volumes int
	claims  []int
	// claiming is whether there are claim templates at all.
	claiming bool
	// stable is whether the pods have names of their own, as a StatefulSet's.
	stable bool
	// labels are those that are made of the owner's name, by value.
	labels map[string]string
}

// podOf returns the pod that an object is, or that its template would make, in
// the versioned form of before defaulting; there is no template if it is a pod.
func podOf(object runtime.Object) (*podTemplate, *corev1.Pod) {
	const at = "spec.template"
	switch owner := object.(type) {
	case *corev1.Pod:
		return nil, owner
	case *corev1.PodTemplate:
		return podFrom("template", owner, &owner.Template)
	case *corev1.ReplicationController:
		return podFrom(at, owner, owner.Spec.Template)
	case *appsv1.Deployment:
		return podFrom(at, owner, &owner.Spec.Template)
	case *appsv1.ReplicaSet:
		return podFrom(at, owner, &owner.Spec.Template)
	case *appsv1.DaemonSet:
		return podFrom(at, owner, &owner.Spec.Template)
	case *appsv1.StatefulSet:
		template, pod := podFrom(at, owner, &owner.Spec.Template)
		return template, template.asStatefulSetPod(pod, owner)
	case *batchv1.Job:
		template, pod := podFrom(at, owner, &owner.Spec.Template)
		template.labels = map[string]string{owner.Name: batchv1.JobNameLabel}
		return template, pod
	case *batchv1.CronJob:
		return podFrom("spec.jobTemplate.spec.template", owner, &owner.Spec.JobTemplate.Spec.Template)
	}
	return nil, nil
}

func podFrom(at string, owner metav1.Object, template *corev1.PodTemplateSpec) (*podTemplate, *corev1.Pod) {
	if template == nil {
		return nil, nil
	}
	template = template.DeepCopy()
	pod := &corev1.Pod{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	// Controllers generate the name; what the template says is ignored.
	pod.Name, pod.GenerateName, pod.Namespace = "", nameOf(owner)+"-", corev1.NamespaceDefault
	return &podTemplate{at: at, volumes: len(pod.Spec.Volumes)}, pod
}

func nameOf(owner metav1.Object) string {
	if owner.GetName() != "" {
		return owner.GetName()
	}
	return generatedName(owner.GetGenerateName())
}

// asStatefulSetPod adds what the controller puts into pod 0: its stable name, in
// the host name and in labels, and the volumes of the claim templates. The server
// accepts a StatefulSet whose name is too long for those, and then each pod fails.
func (t *podTemplate) asStatefulSetPod(pod *corev1.Pod, owner *appsv1.StatefulSet) *corev1.Pod {
	pod.Name = nameOf(owner) + "-0"
	pod.Spec.Hostname = pod.Name
	pod.Spec.Subdomain = owner.Spec.ServiceName
	t.stable = true
	labels := map[string]string{
		appsv1.StatefulSetPodNameLabel:        pod.Name,
		appsv1.ControllerRevisionHashLabelKey: nameOf(owner) + "-0123456789",
	}
	t.labels = make(map[string]string, len(labels))
	for label, value := range labels {
		t.labels[value] = label
	}
	maps.Copy(labels, pod.Labels)
	pod.Labels = labels
	t.claiming = len(owner.Spec.VolumeClaimTemplates) > 0
	claimed := map[string]bool{}
	for _, claim := range owner.Spec.VolumeClaimTemplates {
		claimed[claim.Name] = true
	}
	// A claim replaces a volume of the same name, in place, so that indexes hold.
	for i := range pod.Spec.Volumes {
		if name := pod.Spec.Volumes[i].Name; claimed[name] {
			pod.Spec.Volumes[i] = claimedVolume(name, pod.Name)
			delete(claimed, name)
		}
	}
	for i, claim := range owner.Spec.VolumeClaimTemplates {
		if claimed[claim.Name] {
			pod.Spec.Volumes = append(pod.Spec.Volumes, claimedVolume(claim.Name, pod.Name))
			t.claims = append(t.claims, i)
		}
	}
	return pod
}

func claimedVolume(name, pod string) corev1.Volume {
	return corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{
		PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name + "-" + pod},
	}}
}

// problems adds to what the workload's validation said what its pod's does, in
// terms of the template. A wrong name is wrong in the pod's name too: once will do.
func (t *podTemplate) problems(pod *corev1.Pod, said []problem) []problem {
	repeated, misnamed := map[problem]bool{}, false
	problems := make([]problem, 0, len(said))
	for _, problem := range said {
		if t.misplaced(problem) {
			continue
		}
		t.relocate(&problem)
		problems = append(problems, problem)
		repeated[problem] = true
		misnamed = misnamed || problem.Field == "metadata.name"
	}
	rules := kinds[corev1.SchemeGroupVersion.WithKind("Pod").GroupKind()]
	for _, problem := range validateObject(pod, rules) {
		t.translate(&problem)
		if !repeated[problem] && !(misnamed && problem.Field == "metadata.name") {
			problems = append(problems, problem)
		}
	}
	return problems
}

// misplaced finds what the server says of a StatefulSet's volumes: it puts those
// of the claims first, in any order, and so names others by a wrong index. The
// pod's validation says the same, of the right ones.
func (t *podTemplate) misplaced(problem problem) bool {
	return t.claiming && strings.HasPrefix(problem.Field, t.at+".spec.volumes[")
}

// relocate puts right where the server looks for a template's labels and annotations:
// outside its metadata. A label that is made of the owner's name is wrong with that.
func (t *podTemplate) relocate(problem *problem) {
	within, inTemplate := strings.CutPrefix(problem.Field, t.at+".")
	label, derived := t.labels[problem.Value]
	switch {
	case !inTemplate || within != "labels" && within != "annotations":
	case within == "labels" && derived:
		problem.blame(label)
	default:
		problem.Field = t.at + ".metadata." + within
	}
}

func (p *problem) blame(label string) {
	p.Field = "metadata.name"
	p.Detail += " (as label " + label + " of its pods)"
}

// path is where Pod Security's verdict on the pod belongs.
func (t *podTemplate) path() string {
	if t == nil {
		return "spec"
	}
	return t.at + ".spec"
}

// translate puts a problem of the pod where its cause stands in the owner.
func (t *podTemplate) translate(problem *problem) {
	label, derived := t.labels[problem.Value]
	index := volumeIndex(problem.Field)
	switch {
	case problem.Field == "metadata.labels" && derived:
		problem.blame(label)
	case problem.Field == "metadata.name" || problem.Field == "metadata.generateName" || problem.Field == "spec.hostname":
		problem.Field = "metadata.name"
		problem.Detail += " (as name of its pods)"
	case problem.Field == "spec.subdomain" && t.stable:
		problem.Field = "spec.serviceName"
	case index >= t.volumes:
		problem.Field = fmt.Sprintf("spec.volumeClaimTemplates[%d]", t.claims[index-t.volumes])
	default:
		problem.Field = t.at + "." + problem.Field
	}
}

func volumeIndex(field string) int {
	index := -1
	fmt.Sscanf(field, "spec.volumes[%d]", &index)
	return index
}
