import type { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import { BUDGET_MAX_UNAVAILABLE } from './defaults';
import { recommendedLabels } from './labels';

/** Keeps a drain from taking more than one pod at a time; pods that are unwell anyway never hold a drain up. */
export function addBudget(scope: Construct, name: string, app: string, pods: Readonly<Record<string, string>>): ApiObject {
  return overlay(
    own(new k8s.KubePodDisruptionBudget(scope, 'Budget', {
      metadata: { name, labels: recommendedLabels(app) },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(BUDGET_MAX_UNAVAILABLE),
        selector: { matchLabels: { ...pods } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    })),
  );
}
