import type { ProviderName } from '../target-data';
import { aks } from './aks';
import { digitalOcean } from './digital-ocean';
import { eks } from './eks';
import { eksLegacy } from './eks-legacy';
import { gke } from './gke';
import { kind } from './kind';
import { metalLb } from './metal-lb';
import { minikube } from './minikube';
import { other } from './other';
import type { ProviderTable } from './provider-table';

/** What is known of each provider. */
export const providerTables: Readonly<Record<ProviderName, ProviderTable>> = {
  eks,
  'eks-legacy': eksLegacy,
  gke,
  aks,
  'digital-ocean': digitalOcean,
  'metal-lb': metalLb,
  kind,
  minikube,
  other,
};
