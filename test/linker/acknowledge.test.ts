import * as fc from 'fast-check';
import { type Acknowledgement, DEFAULT_TARGET, link, type LinkInput, type LinkObject, type LinkResult, type Rule } from '../../lib/linker';
import { acknowledgementApplies } from '../../lib/rules/acknowledgement-applies';
import { nodePortInRange } from '../../lib/rules/node-port-in-range';
import { serviceSelectsPods } from '../../lib/rules/service-selects-pods';
import { readManifests } from '../rules/manifests';
import { service } from '../rules/yaml';

const RULE = 'node-port-in-range';
const RULES: readonly Rule[] = [acknowledgementApplies, nodePortInRange];

/** A Service whose node port is out of range: one finding, at its construct. */
function faulty(path: string | undefined, annotations: Readonly<Record<string, string>> = {}, name = 'web'): LinkObject {
  const [manifest] = readManifests(service(`shop/${name}`, '{ type: NodePort, ports: [{ port: 80, nodePort: 80 }] }')) as LinkObject['manifest'][];
  const metadata = { name, namespace: 'shop', annotations: Object.fromEntries(Object.entries(annotations).map(([rule, reason]) => [prefixed(rule), reason])) };
  return { manifest: { ...manifest, metadata }, ...(path === undefined ? {} : { provenance: { path } }) };
}

function prefixed(rule: string): string {
  return `acknowledge.cdk8s-service-patterns/${rule}`;
}

function acknowledgement(path: string, rest: Partial<Acknowledgement> = {}): Acknowledgement {
  return { rule: RULE, reason: 'the range is wider', path, ...rest };
}

/** What is left to report, as `message path` or `message name`. */
function left({ findings }: LinkResult): string[] {
  return findings.map(({ message, path, object }) => `${message} ${path ?? object?.name ?? ''}`.trim());
}

function linked(input: LinkInput, rules = RULES): string[] {
  return left(link(input, rules));
}

describe('an acknowledgement by construct', () => {
  const objects = [faulty('shop/a'), faulty('shop/a/Service', {}, 'b'), faulty('shop/ab', {}, 'c'), faulty('shop', {}, 'd'), faulty(undefined, {}, 'e')];

  it('covers the construct and all below it, and no sibling whose name begins alike', () => {
    expect(linked({ objects, acknowledgements: [acknowledgement('shop/a')] }).sort()).toEqual(['outOfRange e', 'outOfRange shop', 'outOfRange shop/ab']);
  });

  it('covers the whole app where the path is empty, even what no construct made', () => {
    expect(linked({ objects, acknowledgements: [acknowledgement('')] })).toEqual([]);
  });

  it('covers one construct alone where nothing is below it', () => {
    expect(linked({ objects, acknowledgements: [acknowledgement('shop/a/Service')] })).toHaveLength(4);
  });

  it('covers its own rule alone', () => {
    const acknowledgements = [acknowledgement('', { rule: 'service-selects-pods' })];
    expect(linked({ objects: [faulty('shop/a')], acknowledgements }, [nodePortInRange, serviceSelectsPods])).toEqual(['outOfRange shop/a']);
  });

  it('covers the same path in every cluster', () => {
    const clusters = ['development', 'production'].map((cluster) => ({ ...faulty('shop/a'), target: { ...DEFAULT_TARGET, cluster } }));
    const result = link({ objects: clusters, acknowledgements: [acknowledgement('shop/a')] }, RULES);
    expect(result.findings).toEqual([]);
    expect(result.acknowledged).toHaveLength(2);
  });

  it('is reported where it covers nothing, at the line that made it', () => {
    const provenance = { path: 'shop/b', source: { file: 'shop.ts', line: 7, column: 3, via: [] } };
    const { findings } = link({ objects, acknowledgements: [acknowledgement(''), acknowledgement('shop/b', { provenance })] }, RULES);
    expect(findings).toEqual([expect.objectContaining({ rule: 'acknowledgement-applies', message: 'unused', ...provenance })]);
  });

  it('may cover nothing where a prop implies it', () => {
    expect(linked({ objects: [], acknowledgements: [acknowledgement('shop/b', { implied: true })] })).toEqual([]);
  });

  it('counts as used beside another that covers the same', () => {
    const result = link({ objects: [faulty('shop/a')], acknowledgements: [acknowledgement('shop'), acknowledgement('shop/a', { reason: 'second' })] }, RULES);
    expect(result.findings).toEqual([]);
    expect(result.acknowledged.map(({ reason }) => reason)).toEqual(['the range is wider']);
  });
});

describe('an acknowledgement that expires', () => {
  const objects = [faulty('shop/a')];
  const acknowledgements = [acknowledgement('shop/a', { expires: '2026-12-31' })];

  it('holds through its last day', () => {
    for (const today of ['2026-01-01', '2026-12-30', '2026-12-31']) expect(linked({ objects, acknowledgements, today })).toEqual([]);
  });

  it('lets the rule speak again from the day after, and is reported itself', () => {
    for (const today of ['2027-01-01', '2030-06-15']) {
      expect(linked({ objects, acknowledgements, today })).toEqual(['expired', 'outOfRange shop/a']);
    }
  });

  it('holds for good where nobody says what day it is', () => {
    expect(linked({ objects, acknowledgements })).toEqual([]);
  });
});

describe('an acknowledgement by annotation', () => {
  it('covers its own object, and not another of its construct', () => {
    const objects = [faulty('shop/a', { [RULE]: 'the range is wider' }), faulty('shop/a', {}, 'other')];
    const result = link({ objects }, RULES);
    expect(result.findings.map(({ object }) => object?.name)).toEqual(['other']);
    expect(result.acknowledged.map(({ finding, reason }) => [finding.object?.name, reason])).toEqual([['web', 'the range is wider']]);
  });

  it('tells objects of one name apart by kind and namespace', () => {
    const own = faulty(undefined, { [RULE]: 'the range is wider' });
    const elsewhere = { manifest: { ...own.manifest, metadata: { name: 'web', namespace: 'blog' } } };
    expect(link({ objects: [own, elsewhere] }, RULES).findings.map(({ object }) => object?.namespace)).toEqual(['blog']);
    const gateway = { manifest: { apiVersion: 'example.com/v1', kind: 'Service', metadata: own.manifest.metadata } };
    expect(linked({ objects: [faulty(undefined), gateway] })).toEqual(['unused web', 'outOfRange web']);
  });

  it('covers the object of its own cluster alone', () => {
    const inCluster = (cluster: string, object: LinkObject): LinkObject => ({ ...object, target: { ...DEFAULT_TARGET, cluster } });
    const objects = [inCluster('development', faulty('dev', { [RULE]: 'the range is wider' })), inCluster('production', faulty('prod'))];
    expect(linked({ objects })).toEqual(['outOfRange prod']);
  });

  it('covers nothing without a reason, and nothing by an unknown name, but is reported', () => {
    expect(linked({ objects: [faulty('shop/a', { [RULE]: '' })] })).toEqual(['noReason shop/a', 'outOfRange shop/a']);
    expect(linked({ objects: [faulty('shop/a', { 'node-port-on-range': 'a slip' })] })).toEqual(['unknownRule shop/a', 'outOfRange shop/a']);
  });

  it('may be of a rule that is asked elsewhere, unless its name is a slip for one that is known', () => {
    const annotated = (rule: string): string[] => linked({ objects: [faulty('shop/a', { [rule]: 'it must be' })], moreRules: true });
    expect(annotated('team-label')).toEqual(['outOfRange shop/a']);
    expect(annotated('node-port-on-range')).toEqual(['unknownRule shop/a', 'outOfRange shop/a']);
    expect(linked({ objects: [], acknowledgements: [acknowledgement('', { rule: 'team-label', custom: true })] })).toEqual([]);
  });
});

describe('acknowledging', () => {
  it('gives what was acknowledged back, with its reason, in the order of findings', () => {
    const objects = ['c', 'a', 'b'].map((name) => faulty(`shop/${name}`, {}, name));
    const { findings, acknowledged, links, connections } = link({ objects, acknowledgements: [acknowledgement('shop')] }, RULES);
    expect([findings, links, connections]).toEqual([[], [], []]);
    expect(acknowledged.map(({ finding, reason }) => [finding.path, finding.rule, reason])).toEqual(
      ['shop/a', 'shop/b', 'shop/c'].map((path) => [path, RULE, 'the range is wider']),
    );
  });

  it('says nothing of acknowledgements of rules that were not asked', () => {
    const objects = [faulty('shop/a', { 'image-pinned': 'by the registry' })];
    expect(linked({ objects, acknowledgements: [acknowledgement('', { rule: 'probe-port-open', expires: '2020-01-01' })], today: '2026-01-01' })).toEqual([
      'outOfRange shop/a',
    ]);
  });

  it('says nothing at all where its own rule was not asked', () => {
    expect(linked({ objects: [], acknowledgements: [acknowledgement('shop')] }, [nodePortInRange])).toEqual([]);
    expect(linked({ objects: [faulty('shop/a')], acknowledgements: [acknowledgement('shop')] }, [nodePortInRange])).toEqual([]);
  });

  it('says nothing of unused ones where part of the input could not be read', () => {
    const acknowledgements = [acknowledgement('shop'), acknowledgement('blog'), acknowledgement('', { rule: 'service-selects-pods' })];
    const result = link({ objects: [faulty('shop/a', { 'no-such-rule': 'whatever' })], acknowledgements, incomplete: true });
    expect(left(result)).toEqual([]);
    expect(result.acknowledged).toHaveLength(1);
  });

  it('never takes out what nobody acknowledged, nor loses what somebody did', () => {
    const paths = fc.constantFrom('shop', 'shop/a', 'shop/ab', 'shop/a/b', 'blog', '');
    fc.assert(
      fc.property(fc.uniqueArray(paths.filter((path) => path !== '')), fc.array(paths), (made, accepted) => {
        const objects = made.map((path, index) => faulty(path, {}, `web-${String(index)}`));
        const isCovered = (path: string): boolean => accepted.some((scope) => scope === '' || `${path}/`.startsWith(`${scope}/`));
        const result = link({ objects, acknowledgements: accepted.map((path) => acknowledgement(path)) }, [nodePortInRange]);
        expect(result.findings.map(({ path }) => path).sort()).toEqual(made.filter((path) => !isCovered(path)).sort());
        expect(result.acknowledged.map(({ finding }) => finding.path).sort()).toEqual(made.filter(isCovered).sort());
      }),
    );
  });
});
