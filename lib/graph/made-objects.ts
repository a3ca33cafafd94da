import { addTo } from './add-to';
import { type Json, list, record, text } from './json';
import { MAKERS, type Making } from './makers';
import { type GraphObject, mayShareNamespace } from './object';

/** An object that a controller makes because another object of the input asks for it: an ExternalSecret makes a Secret. */
export interface MadeObject {
  readonly kind: string;
  /** Absent where it is made in several, or nobody says. */
  readonly namespace?: string;
  readonly name: string;
  /** What it will hold; absent where nobody can say. */
  readonly keys?: readonly string[];
  readonly maker: GraphObject;
}

/** What controllers make of the objects of the input, as far as these say so. */
export class MadeObjects {
  private readonly byName = new Map<string, MadeObject[]>();
  private readonly byKind = new Map<string, MadeObject[]>();

  constructor(objects: readonly GraphObject[]) {
    for (const maker of objects) {
      for (const made of madeBy(maker)) {
        addTo(this.byName, `${made.kind} ${made.name}`, made);
        addTo(this.byKind, made.kind, made);
      }
    }
  }

  /** The ones of that kind and name that may be in the namespace. */
  named(kind: string, namespace: string | undefined, name: string): readonly MadeObject[] {
    return (this.byName.get(`${kind} ${name}`) ?? []).filter((made) => mayShareNamespace(made.namespace, namespace));
  }

  ofKind(kind: string): readonly MadeObject[] {
    return this.byKind.get(kind) ?? [];
  }
}

function madeBy(maker: GraphObject): MadeObject[] {
  const make = MAKERS[maker.group === '' ? maker.kind : `${maker.kind}.${maker.group}`];
  const made = make ? make(record(maker.manifest.spec), maker) : [];
  const annotated = byAnnotation(maker);
  // Most objects make nothing.
  if (made.length === 0 && annotated.length === 0) return [];
  return [...made, ...annotated].flatMap(({ kind, name, everywhere, keys }) =>
    name === undefined
      ? []
      : [{ kind: kind ?? 'Secret', name, maker, ...(everywhere || maker.namespace === undefined ? {} : { namespace: maker.namespace }), ...(keys ? { keys } : {}) }],
  );
}

/** Annotations by which a Service asks for a certificate. */
const OF_SERVICES = ['service.beta.openshift.io', 'service.alpha.openshift.io'].map((domain) => `${domain}/serving-cert-secret-name`);

const CERTIFICATE_KEYS: readonly string[] = ['tls.crt', 'tls.key', 'ca.crt'];

/** cert-manager makes certificates for an Ingress or a Gateway that asks for them; OpenShift for a Service. */
function byAnnotation({ kind, annotations, manifest }: GraphObject): Making[] {
  if (kind !== 'Service' && kind !== 'Ingress' && kind !== 'Gateway') return [];
  const spec = record(manifest.spec);
  if (kind === 'Service') {
    const keys = CERTIFICATE_KEYS.slice(0, 2);
    return OF_SERVICES.flatMap((annotation) => (annotation in annotations ? [{ name: text(annotations[annotation]), keys }] : []));
  }
  if (!['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'].some((key) => key in annotations)) return [];
  const named = [
    ...list(spec.tls).map((item) => record(item).secretName),
    ...list(spec.listeners).flatMap((item) => list(record(record(item).tls).certificateRefs).map((reference) => record(reference).name)),
  ];
  return named.map((name: Json) => ({ name: text(name), keys: CERTIFICATE_KEYS }));
}
