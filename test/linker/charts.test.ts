import * as fs from 'node:fs';
import * as path from 'node:path';
import { formatLinks, formatText, link } from '../../lib/linker';
import { readManifests, toInput } from '../rules/manifests';

const FOLDER = path.join(__dirname, 'charts');

// Shapes that popular charts and clusters have, and that work: a false alarm here is a defect.
describe.each(fs.readdirSync(FOLDER))('the healthy manifests of %s', (file) => {
  const { findings, links } = link(toInput(readManifests(fs.readFileSync(path.join(FOLDER, file), 'utf8'))));

  it('raise no error and no warning', () => {
    expect(formatText(findings.filter(({ severity }) => severity !== 'note'))).toBe('');
  });

  it('have these links, and these Services whose pods are not at hand', () => {
    const absent = findings.map(({ object, message }) => `${object!.name}: ${message}`);
    expect(`\n${[formatLinks(links), ...absent].join('\n')}\n`).toMatchSnapshot();
  });
});
