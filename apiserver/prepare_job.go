package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/batch"
	"k8s.io/kubernetes/pkg/features"
)

func prepareCronJob(job *batch.CronJob) {
	job.Status = batch.CronJobStatus{}
	job.Generation = 1
	dropJobFields(&job.Spec.JobTemplate.Spec)
	podutil.DropDisabledTemplateFields(&job.Spec.JobTemplate.Spec.Template, nil)
}

func prepareJob(job *batch.Job) {
	if job.Spec.ManualSelector == nil || !*job.Spec.ManualSelector {
		generateSelector(job)
	}
	job.Status = batch.JobStatus{}
	job.Generation = 1
	if !enabled(features.JobManagedBy) {
		job.Spec.ManagedBy = nil
	}
	dropJobFields(&job.Spec)
	podutil.DropDisabledTemplateFields(&job.Spec.Template, nil)
}

// generateSelector gives a Job the selector and labels that the server does.
// What the user wrote in their place stays: validation refuses what conflicts.
func generateSelector(job *batch.Job) {
	if job.Spec.Template.Labels == nil {
		job.Spec.Template.Labels = map[string]string{}
	}
	for label, value := range map[string]string{
		batch.LegacyJobNameLabel:       job.Name,
		batch.JobNameLabel:             job.Name,
		batch.LegacyControllerUidLabel: string(job.UID),
		batch.ControllerUidLabel:       string(job.UID),
	} {
		setAbsent(job.Spec.Template.Labels, label, value)
	}
	if job.Spec.Selector == nil {
		job.Spec.Selector = &metav1.LabelSelector{}
	}
	if job.Spec.Selector.MatchLabels == nil {
		job.Spec.Selector.MatchLabels = map[string]string{}
	}
	setAbsent(job.Spec.Selector.MatchLabels, batch.ControllerUidLabel, string(job.UID))
}

func setAbsent(labels map[string]string, label, value string) {
	if _, set := labels[label]; !set {
		labels[label] = value
	}
}

func dropJobFields(spec *batch.JobSpec) {
	if !enabled(features.WorkloadWithJob) {
		spec.Scheduling = nil
	}
}
